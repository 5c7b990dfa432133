package io.switchgear.change;

import io.switchgear.idempotency.Answer;
import io.switchgear.integration.IntegrationDetails;
import io.switchgear.problem.ProblemBody;

/**
 * What callers are told of changes. The edge knows the form; the ledger keeps it for
 * repeats.
 */
public interface Answers {

	Answer confirmed(IntegrationDetails details);

	Answer accepted(Change change);

	Answer forgotten();

	Answer refused(ProblemBody problem);

}
