package io.switchgear.change.apply;

import java.time.Duration;
import java.util.Map;

import io.switchgear.change.Change;
import io.switchgear.change.Tables;
import io.switchgear.change.apply.Outcomes.Failure;
import io.switchgear.change.store.Begun;
import io.switchgear.connector.ProviderState;
import io.switchgear.credential.Secret;
import io.switchgear.idempotency.IdempotencyKey;
import io.switchgear.integration.Integration;
import io.switchgear.integration.Patch;
import io.switchgear.outbound.Sent;
import io.switchgear.problem.Problem;
import io.switchgear.problem.ProblemCode;
import io.switchgear.support.Bookkeeping;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What repeats of a request get once its change has ended. */
class OutcomeReceiptsTests {

	private static final Duration LEASE = Duration.ofSeconds(25);

	private static final Patch OFF = Patch.switched(false);

	private static final ProviderState DISABLED = new ProviderState(false, "ZOHO_BOOKS", Map.of(), Map.of(),
			"their-id");

	private final Tables tables = Tables.empty();

	private final Outcomes outcomes = tables.outcomes;

	@AfterEach
	void theBookkeepingIsRight() {
		Bookkeeping.isRight(tables.jdbc);
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void keepsTheAnswerForRepeats(boolean othersWroteMeanwhile) {
		Begun begun = beginWithKey();
		if (othersWroteMeanwhile) {
			add(Tables.credential("clientId", "an-id"));
		}
		Integration confirmed = succeed(begun, DISABLED);
		tables.jdbc.sql("select * from idempotency_key").query((row) -> {
			assertThat(row.getInt("status")).isEqualTo(200);
			assertThat(row.getString("headers")).contains(String.valueOf(confirmed.version()));
			assertThat(row.getString("body")).isEqualTo("\"rootfi/1234\"");
		});
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void keepsARefusalThatARepeatWouldMeetAgain(boolean othersWroteMeanwhile) {
		Begun begun = beginWithKey();
		if (othersWroteMeanwhile) {
			add(Tables.credential("clientId", "an-id"));
		}
		fail(begun, ProblemCode.CREDENTIALS_REQUIRED);
		assertThat(tables.jdbc.sql("select status from idempotency_key").query(Integer.class).single())
			.isEqualTo(ProblemCode.CREDENTIALS_REQUIRED.status());
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void freesTheKeyOfWhatARepeatMayBringAbout(boolean othersWroteMeanwhile) {
		Begun begun = beginWithKey();
		if (othersWroteMeanwhile) {
			add(Tables.credential("clientId", "an-id"));
		}
		fail(begun, ProblemCode.PROVIDER_TIMEOUT);
		assertThat(tables.jdbc.sql("select count(*) from idempotency_key").query(Long.class).single()).isZero();
	}

	private Begun beginWithKey() {
		IdempotencyKey key = new IdempotencyKey("billing-service", "k-1", Secret.of("the request"));
		return tables.intake.begin(Tables.request(Tables.ROOTFI, OFF, null, key), LEASE).orElseThrow();
	}

	private Change add(Patch patch) {
		return tables.intake.add(Tables.request(patch, null), Tables.PATIENCE);
	}

	private Integration succeed(Begun begun, ProviderState state) {
		return outcomes.succeed(begun, state, new Sent(1, 2)).orElseThrow().integration();
	}

	private void fail(Begun begun, ProblemCode code) {
		fail(begun, code, false);
	}

	private void fail(Begun begun, ProblemCode code, boolean mayHaveWritten) {
		assertThat(outcomes.fail(begun, failure(code, mayHaveWritten))).isTrue();
	}

	private static Failure failure(ProblemCode code, boolean mayHaveWritten) {
		return new Failure(code, Problem.of(code, "it failed").body(null, null), new Sent(1, 2), mayHaveWritten);
	}

}
