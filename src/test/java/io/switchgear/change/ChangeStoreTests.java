package io.switchgear.change;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import io.switchgear.change.ChangeStore.Completion;
import io.switchgear.change.ChangeStore.Lease;
import io.switchgear.connector.IntegrationRef;
import io.switchgear.credential.Secret;
import io.switchgear.integration.Integration;
import io.switchgear.integration.Sync;
import io.switchgear.outbound.Sent;
import io.switchgear.problem.Problem;
import io.switchgear.problem.ProblemBody;
import io.switchgear.problem.ProblemCode;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ChangeStoreTests {

	private static final Duration MINUTE = Duration.ofMinutes(1);

	private static final IntegrationRef OTHER = new IntegrationRef("rootfi", "5");

	private final Tables tables = Tables.empty();

	private final ChangeStore store = tables.changes;

	@Test
	void givesBackWhatWasWritten() {
		Map<String, @Nullable Object> before = new HashMap<>();
		before.put("enabled", null);
		before.put("labels", Map.of("team", "billing"));
		Change change = new Change(UUID.randomUUID(), Tables.ROOTFI, ChangeAction.UPDATE, ChangeState.PENDING,
				Map.of("credentials", Map.of("clientSecret", "set")), before, null, "because", "admin-ui",
				ChangeSource.BATCH, 3, 0, UUID.randomUUID(), null, null, Tables.NOW.plusSeconds(5),
				Tables.NOW.plus(MINUTE), Tables.NOW, null, null, null);
		assertThat(store.insert(change, Map.of(), null)).isTrue();
		assertThat(store.find(change.id())).contains(change);
	}

	@Test
	void readsWhatANewerReleaseWrote() {
		Change change = Tables.applying(Tables.ROOTFI);
		store.insert(change, Map.of(), null);
		tables.jdbc
			.sql("""
					update change set action = 'rename', state = 'paused', source = 'console',
					  problem = '{"code": "weather.bad", "blame": "weather", "status": 500, "retryable": true, "more": {}}'""")
			.update();
		assertThat(store.list(ChangeFilter.of(Tables.ROOTFI), null, 10)).singleElement().satisfies((read) -> {
			assertThat(read.action()).isEqualTo(ChangeAction.OTHER);
			assertThat(read.state()).isEqualTo(ChangeState.OTHER);
			assertThat(read.source()).isEqualTo(ChangeSource.OTHER);
			assertThat(read.problem()).isNotNull().extracting(ProblemBody::code).isEqualTo("weather.bad");
		});
		tables.integrations.insertIfAbsent(Integration.firstSeen(Tables.ROOTFI, Tables.NOW));
		tables.jdbc.sql("update integration set sync = 'paused'").update();
		assertThat(tables.integrations.find(Tables.ROOTFI))
			.hasValueSatisfying((read) -> assertThat(read.sync()).isEqualTo(Sync.UNKNOWN));
	}

	@Test
	void keepsHowAChangeEnded() {
		Change change = Tables.applying(Tables.ROOTFI);
		Lease lease = Tables.lease(MINUTE);
		ProblemBody problem = Problem.of(ProblemCode.PROVIDER_TIMEOUT, "no answer").body(null, "r-1");
		store.insert(change, Map.of(), lease);
		assertThat(store.complete(change.id(), lease.id(), new Completion(ChangeState.FAILED, null, new Sent(3, 5),
				"their-id", problem, Tables.NOW.plusSeconds(9))))
			.isTrue();
		assertThat(store.find(change.id())).hasValueSatisfying((ended) -> {
			assertThat(ended.state()).isEqualTo(ChangeState.FAILED);
			assertThat(ended.attempts()).isEqualTo(3);
			assertThat(ended.requests()).isEqualTo(5);
			assertThat(ended.providerRequestId()).isEqualTo("their-id");
			assertThat(ended.problem()).isEqualTo(problem);
			assertThat(ended.finishedAt()).isEqualTo(Tables.NOW.plusSeconds(9));
		});
	}

	@Test
	void letsOneChangeOfAnIntegrationBeAppliedAtATime() {
		Change first = Tables.applying(Tables.ROOTFI);
		Lease lease = Tables.lease(MINUTE);
		assertThat(store.insert(first, Map.of(), lease)).isTrue();
		assertThat(store.insert(Tables.applying(Tables.ROOTFI), Map.of(), Tables.lease(MINUTE))).isFalse();
		assertThat(store.insert(Tables.applying(OTHER), Map.of(), Tables.lease(MINUTE))).isTrue();
		assertThat(tables.queue.isApplying(Tables.ROOTFI)).isTrue();
		store.complete(first.id(), lease.id(), succeeded());
		assertThat(tables.queue.isApplying(Tables.ROOTFI)).isFalse();
		assertThat(store.insert(Tables.applying(Tables.ROOTFI), Map.of(), Tables.lease(MINUTE))).isTrue();
	}

	@Test
	void letsOneOfManyWhoComeAtOnceApplyItsChange() {
		List<Boolean> inserted = Tables
			.together(() -> store.insert(Tables.applying(Tables.ROOTFI), Map.of(), Tables.lease(MINUTE)));
		assertThat(inserted).containsOnlyOnce(true);
	}

	@Test
	void leavesAChangeToWhoeverHoldsItsLease() {
		store.insert(Tables.applying(Tables.ROOTFI), Map.of(), Tables.lease(MINUTE));
		assertThat(store.takeOver(Tables.NOW, Tables.lease(MINUTE))).isEmpty();
		assertThat(store.takeOver(Tables.NOW.plus(MINUTE), Tables.lease(MINUTE))).isEmpty();
	}

	@Test
	void takesAChangeOverOnceItsLeaseHasRunOut() {
		Change change = Tables.applying(Tables.ROOTFI);
		store.insert(change, Map.of(), Tables.lease(MINUTE));
		assertThat(store.takeOver(Tables.NOW.plus(MINUTE).plusMillis(1), Tables.lease(MINUTE.multipliedBy(3))))
			.hasValueSatisfying((again) -> {
				assertThat(again.id()).isEqualTo(change.id());
				assertThat(again.source()).isEqualTo(ChangeSource.RECOVERY);
				assertThat(again.state()).isEqualTo(ChangeState.APPLYING);
			});
	}

	@Test
	void letsOneOfManyWhoComeAtOnceTakeAChangeOver() {
		store.insert(Tables.applying(Tables.ROOTFI), Map.of(), Tables.lease(MINUTE));
		List<Optional<Change>> taken = Tables.together(
				() -> store.takeOver(Tables.NOW.plus(MINUTE.multipliedBy(2)), Tables.lease(MINUTE.multipliedBy(4))));
		assertThat(taken.stream().filter(Optional::isPresent)).hasSize(1);
	}

	@Test
	void shutsOutWhoLostTheLease() {
		Change change = Tables.applying(Tables.ROOTFI);
		Lease lost = Tables.lease(MINUTE);
		Lease won = Tables.lease(MINUTE.multipliedBy(4));
		store.insert(change, Map.of(), lost);
		store.takeOver(Tables.NOW.plus(MINUTE.multipliedBy(2)), won);
		assertThat(store.complete(change.id(), lost.id(), succeeded())).isFalse();
		assertThat(tables.queue.isApplying(Tables.ROOTFI)).isTrue();
		assertThat(store.complete(change.id(), won.id(), succeeded())).isTrue();
		assertThat(store.complete(change.id(), won.id(), succeeded())).isFalse();
	}

	@Test
	void keepsGivenSecretsEncryptedAndOnlyUntilTheEnd() {
		Change change = Tables.applying(Tables.ROOTFI);
		Lease lease = Tables.lease(MINUTE);
		Map<String, Secret> given = Map.of("clientSecret", Secret.of("c4n4ry-5b"));
		store.insert(change, given, lease);
		assertThat(store.credentials(change)).isEqualTo(given);
		assertThat(tables.jdbc.sql("select encode(credentials, 'escape') || change::text from change")
			.query(String.class)
			.single()).doesNotContain("c4n4ry");
		store.complete(change.id(), lease.id(), succeeded());
		assertThat(store.credentials(change)).isEmpty();
	}

	@Test
	void listsNewestFirstAndGoesOnWhereItStopped() {
		for (int index = 0; index < 5; index++) {
			Lease lease = Tables.lease(MINUTE);
			Change change = Tables.applying(Tables.ROOTFI);
			store.insert(change, Map.of(), lease);
			store.complete(change.id(), lease.id(), succeeded());
		}
		List<Change> all = store.list(ChangeFilter.of(Tables.ROOTFI), null, 10);
		assertThat(all).hasSize(5);
		assertThat(store.list(ChangeFilter.of(Tables.ROOTFI), all.get(1).id(), 2)).isEqualTo(all.subList(2, 4));
		assertThat(store.list(ChangeFilter.of(OTHER), null, 10)).isEmpty();
	}

	@Test
	void listsTheChangesOfSeveralProvidersNewestFirst() {
		List<Change> all = new ArrayList<>();
		for (String provider : List.of("whisk", "rootfi", "secret", "whisk", "rootfi", "whisk")) {
			Change change = Tables.applying(new IntegrationRef(provider, String.valueOf(all.size())));
			store.insert(change, Map.of(), Tables.lease(MINUTE));
			all.add(change);
		}
		List<Change> newestFirst = List.of(all.get(5), all.get(4), all.get(3), all.get(1), all.get(0));
		assertThat(store.list(of(Set.of("whisk", "rootfi"), null), null, 10)).isEqualTo(newestFirst);
		assertThat(store.list(of(Set.of("whisk", "rootfi"), null), all.get(4).id(), 2))
			.isEqualTo(newestFirst.subList(2, 4));
		assertThat(store.list(of(Set.of("whisk", "rootfi"), "rootfi"), null, 10)).containsExactly(all.get(4),
				all.get(1));
		assertThat(store.list(of(Set.of("whisk"), "secret"), null, 10)).isEmpty();
		assertThat(store.list(of(Set.of(), null), null, 10)).isEmpty();
	}

	private static ChangeFilter of(Set<String> readable, @Nullable String provider) {
		return new ChangeFilter(readable, provider, null, null, null, null, null);
	}

	private static Completion succeeded() {
		return new Completion(ChangeState.SUCCEEDED, Map.of("enabled", false), new Sent(1, 1), null, null, Tables.NOW);
	}

}
