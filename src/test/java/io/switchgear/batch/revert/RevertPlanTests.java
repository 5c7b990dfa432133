package io.switchgear.batch.revert;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import io.switchgear.batch.Batch;
import io.switchgear.batch.BatchAction;
import io.switchgear.batch.BatchState;
import io.switchgear.batch.Progress;
import io.switchgear.batch.guard.Rails;
import io.switchgear.change.revert.Reversal;
import io.switchgear.connector.Desired;
import io.switchgear.connector.IntegrationRef;
import io.switchgear.integration.Patch;
import io.switchgear.problem.ProblemCode;
import io.switchgear.problem.ProblemException;
import io.switchgear.security.Actor;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class RevertPlanTests {

	private static final Batch BATCH = new Batch(new UUID(0, 0), BatchAction.REVERT, null, null, null,
			Actor.named("billing-service"), BatchState.PENDING, new Progress(1, 1, 0, 0, 0, 0), Instant.EPOCH, null,
			null, Rails.NONE, null);

	@Test
	void countsWhatWouldBeRestoredByNowButNotWhatTheProvidersNoLongerShowed() {
		RevertPlan plan = new RevertPlan(BATCH,
				List.of(restored("1"), skipped("2", ProblemCode.REVERT_CHANGED_AT_PROVIDER),
						skipped("3", ProblemCode.REVERT_NOT_APPLIED), restored("4")),
				Set.of());
		// The batch was retried and now has changed 3; somebody has changed 4; 5 is not
		// told
		List<Reversal> now = List.of(restored("1"), restored("2"), restored("3"),
				skipped("4", ProblemCode.REVERT_CHANGED_SINCE), restored("5"));
		plan.requireTotal(2, now);
		assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> plan.requireTotal(3, now))
			.satisfies((ex) -> assertThat(ex.problem().detail())
				.isEqualTo("2 integrations would be restored, and 3 were expected"));
	}

	private static Reversal restored(String id) {
		return new Reversal.Restored(new IntegrationRef("rootfi", id), Patch.switched(true), Desired.switched(false),
				Instant.EPOCH);
	}

	private static Reversal skipped(String id, ProblemCode code) {
		return new Reversal.Skipped(new IntegrationRef("rootfi", id), code);
	}

}
