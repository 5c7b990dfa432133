package io.switchgear.change.apply;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;

import io.switchgear.change.ChangeState;
import io.switchgear.change.Tables;
import io.switchgear.change.apply.Outcomes.Failure;
import io.switchgear.change.store.Begun;
import io.switchgear.connector.ProviderState;
import io.switchgear.integration.Integration;
import io.switchgear.integration.Patch;
import io.switchgear.outbound.Sent;
import io.switchgear.problem.Problem;
import io.switchgear.problem.ProblemCode;
import io.switchgear.support.Bookkeeping;
import org.junit.jupiter.api.AfterEach;

import static org.assertj.core.api.Assertions.assertThat;

/** Changes that begin and end, and what was left of them. */
abstract class OutcomeFixture {

	protected static final Duration LEASE = Duration.ofSeconds(25);

	protected static final Patch OFF = Patch.switched(false);

	protected static final Patch ON = Patch.switched(true);

	protected static final ProviderState ENABLED = new ProviderState(true, null, Map.of(), Map.of(), null);

	protected static final ProviderState DISABLED = new ProviderState(false, "ZOHO_BOOKS", Map.of(), Map.of(),
			"their-id");

	protected final Tables tables = Tables.empty();

	protected final Outcomes outcomes = tables.outcomes;

	@AfterEach
	void theBookkeepingIsRight() {
		Bookkeeping.isRight(tables.jdbc);
	}

	protected Begun begin(Patch patch) {
		return tables.intake.begin(Tables.request(patch, null), LEASE).orElseThrow();
	}

	protected Integration succeed(Begun begun, ProviderState state) {
		return outcomes.succeed(begun, state, new Sent(1, 2)).orElseThrow().integration();
	}

	protected void fail(Begun begun, ProblemCode code) {
		fail(begun, code, false);
	}

	protected void fail(Begun begun, ProblemCode code, boolean mayHaveWritten) {
		assertThat(outcomes.fail(begun, failure(code, mayHaveWritten))).isTrue();
	}

	protected static Failure failure(ProblemCode code, boolean mayHaveWritten) {
		return new Failure(code, Problem.of(code, "it failed").body(null, null), new Sent(1, 2), mayHaveWritten);
	}

	protected ChangeState state(UUID change) {
		return tables.changes.find(change).orElseThrow().state();
	}

	protected Integration known() {
		return tables.integrations.find(Tables.ROOTFI).orElseThrow();
	}

}
