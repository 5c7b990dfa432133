package io.switchgear.change;

import java.util.Map;

import io.switchgear.idempotency.Answer;
import io.switchgear.integration.IntegrationDetails;
import io.switchgear.problem.ProblemBody;

/** The answers that are kept for repeats, in their plainest form. */
final class PlainAnswers implements Answers {

	@Override
	public Answer confirmed(IntegrationDetails details) {
		return new Answer(200, Map.of("ETag", String.valueOf(details.integration().version())),
				details.integration().ref().id());
	}

	@Override
	public Answer accepted(Change change) {
		return new Answer(202, Map.of(), change.id());
	}

	@Override
	public Answer forgotten() {
		return new Answer(204, Map.of(), null);
	}

	@Override
	public Answer refused(ProblemBody problem) {
		return new Answer(problem.status(), Map.of(), problem);
	}

}
