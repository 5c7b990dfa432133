package io.switchgear.change.apply;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import io.switchgear.change.Change;
import io.switchgear.change.ChangeState;
import io.switchgear.change.Tables;
import io.switchgear.change.apply.Outcomes.Failure;
import io.switchgear.change.store.Begun;
import io.switchgear.change.store.Transitions.Queue;
import io.switchgear.change.store.Transitions.Started;
import io.switchgear.connector.Desired;
import io.switchgear.credential.Secret;
import io.switchgear.integration.Edit;
import io.switchgear.integration.Integration;
import io.switchgear.integration.Observed;
import io.switchgear.integration.Patch;
import io.switchgear.integration.Sync;
import io.switchgear.outbound.Sent;
import io.switchgear.problem.Problem;
import io.switchgear.problem.ProblemBody;
import io.switchgear.problem.ProblemCode;
import io.switchgear.provider.ProvidersOf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class OutcomesTests extends OutcomeFixture {

	@Test
	void completesWhatTheProviderConfirmed() {
		Begun begun = begin(OFF);
		tables.pass(Duration.ofSeconds(1));
		Integration confirmed = succeed(begun, DISABLED);
		assertThat(confirmed).isEqualTo(known());
		assertThat(confirmed.sync()).isEqualTo(Sync.IN_SYNC);
		assertThat(confirmed.type()).isEqualTo("ZOHO_BOOKS");
		assertThat(confirmed.observed()).isEqualTo(new Observed(false, Tables.NOW.plusSeconds(1)));
		assertThat(tables.changes.find(begun.change().id())).hasValueSatisfying((change) -> {
			assertThat(change.state()).isEqualTo(ChangeState.SUCCEEDED);
			assertThat(change.attempts()).isOne();
			assertThat(change.requests()).isEqualTo(2);
			assertThat(change.providerRequestId()).isEqualTo("their-id");
			assertThat(change.after()).containsEntry("enabled", false);
			assertThat(change.finishedAt()).isEqualTo(Tables.NOW.plusSeconds(1));
		});
	}

	@Test
	void keepsHowAChangeEnded() {
		Begun begun = begin(OFF);
		tables.pass(Duration.ofSeconds(9));
		ProblemBody problem = Problem.of(ProblemCode.PROVIDER_TIMEOUT, "no answer").body(null, "r-1");
		assertThat(outcomes.fail(begun, new Failure(ProblemCode.PROVIDER_TIMEOUT, problem, new Sent(3, 5), false)))
			.isTrue();
		assertThat(tables.changes.find(begun.change().id())).hasValueSatisfying((ended) -> {
			assertThat(ended.state()).isEqualTo(ChangeState.FAILED);
			assertThat(ended.attempts()).isEqualTo(3);
			assertThat(ended.requests()).isEqualTo(5);
			assertThat(ended.problem()).isEqualTo(problem);
			assertThat(ended.finishedAt()).isEqualTo(Tables.NOW.plusSeconds(9));
		});
	}

	@Test
	void namesTheChangeThatWasConfirmed() {
		Begun begun = begin(OFF);
		assertThat(outcomes.succeed(begun, DISABLED, new Sent(1, 1))).get()
			.isEqualTo(tables.integrations.details(Tables.ROOTFI).orElseThrow());
	}

	@Test
	void keepsCredentialsOnlyOnceTheProviderTookThem() {
		fail(begin(Tables.credential("clientSecret", "c4n4ry")), ProblemCode.PROVIDER_REJECTED);
		assertThat(stored()).isEmpty();
		succeed(begin(Tables.credential("clientSecret", "c4n4ry")), ENABLED);
		succeed(begin(Tables.credential("clientId", "an-id")), ENABLED);
		assertThat(stored()).containsOnly(Map.entry("clientSecret", Secret.of("c4n4ry")),
				Map.entry("clientId", Secret.of("an-id")));
		assertThat(
				tables.jdbc.sql("select count(*) from change where credentials is not null").query(Long.class).single())
			.as("those given with changes that have ended")
			.isZero();
	}

	@Test
	void takesBackWhatWasAskedForWhenTheProviderRefused() {
		succeed(begin(ON), ENABLED);
		fail(begin(OFF), ProblemCode.PROVIDER_REJECTED);
		assertThat(known().enabled()).isTrue();
		assertThat(known().sync()).isEqualTo(Sync.IN_SYNC);
	}

	@Test
	void admitsNotToKnowWhatAnUnansweredWriteDid() {
		succeed(begin(ON), ENABLED);
		fail(begin(OFF), ProblemCode.PROVIDER_RATE_LIMITED, true);
		assertThat(known().sync()).isEqualTo(Sync.UNKNOWN);
		succeed(begin(OFF), DISABLED);
		assertThat(known().sync()).isEqualTo(Sync.IN_SYNC);
	}

	@Test
	void forgetsWhatTheProviderNeverHadButNotItsHistory() {
		Begun begun = begin(OFF);
		fail(begun, ProblemCode.PROVIDER_INTEGRATION_NOT_FOUND);
		assertThat(tables.integrations.find(Tables.ROOTFI)).isEmpty();
		assertThat(tables.changes.find(begun.change().id())).isPresent();
	}

	@Test
	void keepsWhatTheProviderDoesNotHaveAnyMore() {
		succeed(begin(OFF), DISABLED);
		fail(begin(ON), ProblemCode.PROVIDER_INTEGRATION_NOT_FOUND);
		assertThat(known().observed()).isNotNull();
	}

	@Test
	void withdrawsWhatWaitsOnceWhatOverridesItHasSucceeded() {
		Change covered = add(OFF);
		Change other = add(Tables.credential("clientId", "an-id"));
		Begun begun = begin(ON);
		assertThat(state(covered.id())).isEqualTo(ChangeState.PENDING);
		succeed(begun, ENABLED);
		assertThat(tables.changes.find(covered.id())).hasValueSatisfying((superseded) -> {
			assertThat(superseded.state()).isEqualTo(ChangeState.CANCELLED);
			assertThat(superseded.supersededBy()).isEqualTo(begun.change().id());
		});
		assertThat(state(other.id())).isEqualTo(ChangeState.PENDING);
	}

	@Test
	void leavesWhatWaitsAloneWhenWhatWouldOverrideItFails() {
		Change covered = add(OFF);
		fail(begin(ON), ProblemCode.PROVIDER_REJECTED);
		assertThat(state(covered.id())).isEqualTo(ChangeState.PENDING);
		assertThat(known().sync()).isEqualTo(Sync.PENDING);
	}

	@Test
	void completesWhatOthersWroteToMeanwhile() {
		Begun begun = begin(OFF);
		Patch named = new Patch(new Desired(null, Map.of(), Map.of()), new Edit<>("Zoho"), null, Set.of());
		assertThat(tables.intake.edit(Tables.request(named, null))).isPresent();
		Change added = add(Tables.credential("clientId", "an-id"));
		Integration confirmed = succeed(begun, DISABLED);
		assertThat(confirmed).isEqualTo(known());
		assertThat(confirmed.displayName()).isEqualTo("Zoho");
		assertThat(confirmed.observed()).isEqualTo(new Observed(false, confirmed.updatedAt()));
		assertThat(confirmed.sync()).isEqualTo(Sync.PENDING);
		assertThat(confirmed.lastChange()).isEqualTo(added.id());
	}

	@Test
	void completesAllOfManyThatEndAtOnce() {
		List<ChangeState> ended = Tables.together(() -> {
			Begun begun = tables.intake.begin(
					Tables.request(new io.switchgear.connector.IntegrationRef("rootfi", UUID.randomUUID().toString()),
							OFF, null, null),
					LEASE)
				.orElseThrow();
			assertThat(outcomes.succeed(begun, DISABLED, new Sent(1, 1))).isPresent();
			return state(begun.change().id());
		});
		assertThat(ended).containsOnly(ChangeState.SUCCEEDED);
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void letsAChangeOfTheBackgroundWaitForItsNextAttempt(boolean othersWait) {
		succeed(begin(ON), ENABLED);
		tables.pass(Duration.ofSeconds(1));
		Change waits = add(OFF);
		Begun begun = start();
		if (othersWait) {
			add(Tables.credential("clientId", "an-id"));
		}
		assertThat(begun.enabledBefore()).isTrue();
		assertThat(known().enabled()).isFalse();
		Instant next = Tables.NOW.plusSeconds(30);
		assertThat(outcomes.postpone(begun, failure(ProblemCode.PROVIDER_ERROR, false), next)).isTrue();
		assertThat(tables.changes.find(waits.id())).hasValueSatisfying((postponed) -> {
			assertThat(postponed.state()).isEqualTo(ChangeState.PENDING);
			assertThat(postponed.attempts()).isOne();
			assertThat(postponed.requests()).isEqualTo(2);
			assertThat(postponed.problem()).isNotNull();
			assertThat(postponed.startedAt()).isNotNull();
			assertThat(postponed.finishedAt()).isNull();
		});
		assertThat(known().enabled()).as("as before").isTrue();
		assertThat(known().sync()).isEqualTo(Sync.PENDING);
		tables.pass(Duration.ofSeconds(28));
		assertThat(queued()).extracting((started) -> started.change().id()).doesNotContain(waits.id());
	}

	@Test
	void addsUpWhatSeveralAttemptsSent() {
		Change waits = add(OFF);
		outcomes.postpone(start(), failure(ProblemCode.PROVIDER_ERROR, false), Tables.NOW.plusSeconds(2));
		tables.pass(Duration.ofSeconds(3));
		succeed(start(), DISABLED);
		assertThat(tables.changes.find(waits.id())).hasValueSatisfying((change) -> {
			assertThat(change.attempts()).isEqualTo(2);
			assertThat(change.requests()).isEqualTo(4);
			assertThat(change.problem()).as("of the attempt before").isNull();
		});
	}

	private Change add(Patch patch) {
		return tables.intake.add(Tables.request(patch, null), Tables.PATIENCE);
	}

	private Begun start() {
		return tables.queue(tables.runner(ProvidersOf.none()))
			.next("rootfi", Instant.EPOCH, LEASE, 1)
			.begun()
			.getFirst();
	}

	private List<Started> queued() {
		return tables.waiting.start(Queue.of("rootfi", null, Instant.EPOCH), LEASE, 10);
	}

	private Map<String, Secret> stored() {
		return tables.decrypted(Tables.ROOTFI);
	}

}
