package io.switchgear.change.background;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import com.github.f4b6a3.uuid.UuidCreator;
import io.switchgear.change.ChangeSource;
import io.switchgear.change.ChangeState;
import io.switchgear.change.Tables;
import io.switchgear.change.store.Begun;
import io.switchgear.change.store.ChangeTable;
import io.switchgear.connector.IntegrationRef;
import io.switchgear.connector.ProviderState;
import io.switchgear.integration.Patch;
import io.switchgear.outbound.Sent;
import io.switchgear.provider.ProvidersOf;
import io.switchgear.support.Bookkeeping;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class AbandonedChangesTests {

	private static final Duration LEASE = Duration.ofSeconds(25);

	private static final ProviderState DISABLED = new ProviderState(false, null, Map.of(), Map.of(), null);

	private final Tables tables = Tables.empty();

	private final AbandonedChanges abandoned = tables.abandoned(tables.runner(ProvidersOf.none()));

	@AfterEach
	void theBookkeepingIsRight() {
		Bookkeeping.isRight(tables.jdbc);
	}

	@Test
	void leavesAChangeToWhoeverHoldsItsLease() {
		begin("1");
		tables.pass(Duration.ofDays(1));
		assertThat(takeOver()).as("by the clock of the database").isEmpty();
	}

	@Test
	void takesAChangeOverOnceItsLeaseHasRunOut() {
		Begun lost = begin("1");
		begin("2");
		expire("1");
		assertThat(abandoned.takeOver(10)).singleElement().satisfies((begun) -> {
			assertThat(begun.change().id()).isEqualTo(lost.change().id());
			assertThat(begun.change().source()).isEqualTo(ChangeSource.RECOVERY);
			assertThat(begun.change().state()).isEqualTo(ChangeState.APPLYING);
			assertThat(begun.keyed()).isTrue();
			assertThat(begun.integration().version()).isEqualTo(lost.integration().version());
		});
		assertThat(takeOver()).as("its new lease is young").isEmpty();
	}

	@Test
	void letsOneOfManyWhoComeAtOnceTakeAChangeOver() {
		for (int index = 0; index < 5; index++) {
			begin(String.valueOf(index));
			expire(String.valueOf(index));
		}
		List<UUID> taken = Tables.together(this::takeOver).stream().flatMap(List::stream).toList();
		assertThat(taken).hasSize(5).doesNotHaveDuplicates();
	}

	@Test
	void takesNoMoreThanItIsAskedFor() {
		List<UUID> all = new ArrayList<>();
		for (int index = 0; index < 5; index++) {
			all.add(begin(String.valueOf(index)).change().id());
			expire(String.valueOf(index));
			tables.pass(Duration.ofMillis(1));
		}
		all.add(start("background").change().id());
		expire("background");
		assertThat(ids(abandoned.takeOver(2))).containsExactlyElementsOf(all.subList(0, 2));
		assertThat(ids(abandoned.takeOver(4))).containsExactlyElementsOf(all.subList(2, 6));
	}

	@Test
	void movesTheMarkNoFurtherThanTheOldestThatNobodyHasTakenOver() {
		Begun first = begin("1");
		tables.pass(Duration.ofSeconds(1));
		Begun second = begin("2");
		tables.pass(Duration.ofHours(1));
		Begun third = begin("3");
		abandoned.moveMark();
		assertThat(tables.changes.recoveredUpTo()).isEqualTo(first.change().id());
		end(first);
		end(third);
		abandoned.moveMark();
		assertThat(tables.changes.recoveredUpTo()).isEqualTo(second.change().id());
		expire("2");
		assertThat(takeOver()).as("at the mark").containsExactly(second.change().id());
		abandoned.moveMark();
		assertThat(tables.changes.recoveredUpTo()).as("taken over, but not ended").isGreaterThan(second.change().id());
		expire("2");
		assertThat(takeOver()).as("behind the mark").containsExactly(second.change().id());
	}

	@Test
	void movesTheMarkOnOnceNothingIsApplied() {
		end(begin("1"));
		tables.pass(Duration.ofHours(1));
		abandoned.moveMark();
		assertThat(tables.changes.recoveredUpTo())
			.isGreaterThan(ChangeTable.firstIdAt(tables.clock.instant().minusSeconds(61)))
			.isLessThanOrEqualTo(ChangeTable.firstIdAt(tables.clock.instant().minusSeconds(60)));
	}

	@Test
	void neverMovesTheMarkBack() {
		tables.pass(Duration.ofHours(1));
		abandoned.moveMark();
		UUID mark = tables.changes.recoveredUpTo();
		tables.pass(Duration.ofHours(-1));
		abandoned.moveMark();
		tables.changes.recoveredUpTo(UuidCreator.getTimeOrderedEpoch(Tables.NOW));
		assertThat(tables.changes.recoveredUpTo()).isEqualTo(mark);
	}

	@Test
	void findsTheChangesOfTheBackgroundBelowTheMark() {
		Begun started = start("1");
		end(begin("2"));
		tables.pass(Duration.ofHours(1));
		abandoned.moveMark();
		assertThat(tables.changes.recoveredUpTo()).isGreaterThan(started.change().id());
		assertThat(takeOver()).isEmpty();
		expire("1");
		assertThat(abandoned.takeOver(10)).singleElement().satisfies((begun) -> {
			assertThat(begun.change().id()).isEqualTo(started.change().id());
			assertThat(begun.change().inBackground()).isTrue();
			assertThat(begun.keyed()).isFalse();
		});
	}

	@Test
	void findsTheChangesOfAReplicaWhoseClockIsBehind() {
		tables.pass(Duration.ofHours(1));
		abandoned.moveMark();
		tables.pass(Duration.ofSeconds(-59));
		UUID behind = begin("1").change().id();
		expire("1");
		tables.pass(Duration.ofSeconds(59));
		assertThat(takeOver()).containsExactly(behind);
	}

	@Test
	void findsTheChangesOfAReplicaWhoseClockIsAhead() {
		tables.pass(Duration.ofSeconds(59));
		UUID ahead = begin("1").change().id();
		expire("1");
		tables.pass(Duration.ofSeconds(-59));
		assertThat(takeOver()).containsExactly(ahead);
	}

	/** It has an id above that of a change with a lower version. */
	@Test
	void findsAChangeThatFollowedOneOfAReplicaWhoseClockIsAhead() {
		tables.pass(Duration.ofMinutes(10));
		end(begin("1"));
		tables.pass(Duration.ofMinutes(-10));
		UUID later = begin("1").change().id();
		expire("1");
		assertThat(later).isGreaterThan(ChangeTable.firstIdAt(tables.clock.instant().plusSeconds(60)));
		for (int seconds = 0; seconds < 700; seconds += 10) {
			tables.pass(Duration.ofSeconds(10));
			List<UUID> taken = takeOver();
			abandoned.moveMark();
			if (!taken.isEmpty()) {
				assertThat(taken).containsExactly(later);
				return;
			}
		}
		throw new AssertionError("It was never found");
	}

	@Test
	void knowsTheFirstIdOfAMoment() {
		Instant moment = Instant.parse("2026-11-22T10:00:00.123Z");
		assertThat(UuidCreator.getTimeOrderedEpoch(moment)).isGreaterThanOrEqualTo(ChangeTable.firstIdAt(moment));
		assertThat(UuidCreator.getTimeOrderedEpoch(moment.minusMillis(1))).isLessThan(ChangeTable.firstIdAt(moment));
		assertThat(ChangeTable.firstIdAt(moment)).hasToString("01a202b2-c57b-7000-8000-000000000000");
	}

	private Begun begin(String id) {
		return tables.intake
			.begin(Tables.request(new IntegrationRef("rootfi", id), Patch.switched(false), null, null), LEASE)
			.orElseThrow();
	}

	private Begun start(String id) {
		tables.intake.add(Tables.request(new IntegrationRef("rootfi", id), Patch.switched(false), null, null),
				Tables.PATIENCE);
		return tables.queue(tables.runner(ProvidersOf.none()))
			.next("rootfi", Instant.EPOCH, LEASE, 1)
			.begun()
			.getFirst();
	}

	private void end(Begun begun) {
		assertThat(tables.outcomes.succeed(begun, DISABLED, new Sent(1, 1))).isPresent();
	}

	private void expire(String id) {
		assertThat(tables.jdbc
			.sql("update integration set leased_until = clock_timestamp() - interval '1 ms' where external_id = :id")
			.param("id", id)
			.update()).isOne();
	}

	private List<UUID> takeOver() {
		return ids(abandoned.takeOver(10));
	}

	private static List<UUID> ids(List<Begun> begun) {
		return begun.stream().map((one) -> one.change().id()).toList();
	}

}
