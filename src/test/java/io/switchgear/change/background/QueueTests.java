package io.switchgear.change.background;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import io.switchgear.change.Change;
import io.switchgear.change.ChangeRequest;
import io.switchgear.change.ChangeState;
import io.switchgear.change.Tables;
import io.switchgear.change.apply.Outcomes;
import io.switchgear.change.background.ChangeQueue.Turn;
import io.switchgear.change.store.Begun;
import io.switchgear.change.store.Life;
import io.switchgear.connector.Desired;
import io.switchgear.connector.IntegrationRef;
import io.switchgear.credential.Secret;
import io.switchgear.integration.Edit;
import io.switchgear.integration.Patch;
import io.switchgear.outbound.Sent;
import io.switchgear.problem.Blame;
import io.switchgear.problem.Problem;
import io.switchgear.problem.ProblemCode;
import io.switchgear.provider.ProvidersOf;
import io.switchgear.security.Actor;
import io.switchgear.support.Bookkeeping;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** In which order waiting changes are applied. */
class QueueTests {

	private static final Patch OFF = Patch.switched(false);

	private static final Patch NAMED = new Patch(Desired.switched(true), new Edit<>("Zoho"), null, Set.of());

	private final Tables tables = Tables.empty();

	private final ChangeQueue queue = tables.queue(tables.runner(ProvidersOf.none()));

	@AfterEach
	void theBookkeepingIsRight() {
		Bookkeeping.isRight(tables.jdbc);
	}

	@Test
	void startsWhatIsDueInTheOrderInWhichItWasAskedFor() {
		List<UUID> all = new ArrayList<>();
		for (int index = 0; index < 5; index++) {
			all.add(add(String.valueOf(index), OFF, null).id());
			tables.pass(Duration.ofMillis(1));
		}
		Turn first = next(3);
		assertThat(ids(first)).containsExactlyElementsOf(all.subList(0, 3));
		assertThat(first.taken()).isEqualTo(3);
		assertThat(ids(queue.next("rootfi", first.upTo(), Life.LEASE, 10)))
			.containsExactlyElementsOf(all.subList(3, 5));
		assertThat(next(10).taken()).isZero();
	}

	@Test
	void handsOverAllThatIsNeeded() {
		Patch patch = new Patch(
				new Desired(false, Map.of("useProviderIdentity", true), Map.of("clientSecret", Secret.of("c4n4ry"))),
				new Edit<>("Zoho"), null, Set.of("clientId"));
		Change added = add("1", patch, null);
		assertThat(next(1).begun()).singleElement().satisfies((begun) -> {
			assertThat(begun.change()).isEqualTo(tables.changes.find(added.id()).orElseThrow());
			assertThat(begun.change().state()).isEqualTo(ChangeState.APPLYING);
			assertThat(begun.change().startedAt()).isNotNull();
			assertThat(begun.change().before()).containsEntry("enabled", null);
			assertThat(begun.patch()).isEqualTo(patch);
			assertThat(begun.integration()).isEqualTo(tables.integrations.find(added.integration()).orElseThrow());
			assertThat(begun.keyed()).isFalse();
		});
	}

	@Test
	void startsNothingBeforeItsTime() {
		UUID later = add("1", OFF, Tables.NOW.plusSeconds(10)).id();
		tables.pass(Duration.ofSeconds(10).minusMillis(1));
		assertThat(next(10).taken()).isZero();
		tables.pass(Duration.ofMillis(1));
		assertThat(ids(next(10))).containsExactly(later);
	}

	@Test
	void startsOneOfAnIntegrationAtATime() {
		UUID first = add("1", NAMED, null).id();
		tables.pass(Duration.ofMillis(1));
		UUID second = add("1", OFF, null).id();
		Turn turn = next(10);
		assertThat(ids(turn)).containsExactly(first);
		assertThat(next(10).taken()).isZero();
		end(turn.begun().getFirst());
		assertThat(ids(next(10))).containsExactly(second);
	}

	@Test
	void startsNothingWhileACallerWaitsForAnother() {
		Begun begun = tables.intake.begin(request("1", OFF, null), Life.LEASE).orElseThrow();
		UUID waits = add("1", NAMED, null).id();
		UUID other = add("2", NAMED, null).id();
		tables.pass(Duration.ofMillis(2));
		assertThat(ids(next(10))).containsExactly(other);
		end(begun);
		assertThat(ids(next(10))).containsExactly(waits);
	}

	/** Whichever is tried first, the last one that was asked for has the last word. */
	@Test
	void keepsTheOrderOfAnIntegrationThoughTheFirstOneWaitsForAnotherAttempt() {
		UUID first = add("1", NAMED, null).id();
		Begun begun = next(1).begun().getFirst();
		tables.pass(Duration.ofMillis(1));
		UUID second = add("1", OFF, null).id();
		tables.outcomes.postpone(begun, failure(), Tables.NOW.plusSeconds(60));
		tables.pass(Duration.ofSeconds(30));
		assertThat(next(10).taken()).isZero();
		tables.pass(Duration.ofSeconds(31));
		Turn turn = next(10);
		assertThat(ids(turn)).containsExactly(first);
		end(turn.begun().getFirst());
		assertThat(ids(next(10))).containsExactly(second);
	}

	@Test
	void letsAScheduledOneNotHoldUpThoseThatAreDueBeforeIt() {
		add("1", NAMED, Tables.NOW.plusSeconds(60));
		tables.pass(Duration.ofMillis(1));
		UUID now = add("1", OFF, null).id();
		assertThat(ids(next(10))).containsExactly(now);
	}

	@Test
	void startsNothingOfAnotherProvider() {
		add("1", OFF, null);
		assertThat(queue.next("whisk", Instant.EPOCH, Life.LEASE, 10).taken()).isZero();
	}

	@Test
	void looksAtNothingThatWasDueBeforeItsPlace() {
		add("1", OFF, null);
		Instant place = Tables.NOW.plusSeconds(1);
		tables.pass(Duration.ofSeconds(2));
		Turn turn = queue.next("rootfi", place, Life.LEASE, 10);
		assertThat(turn.taken()).isZero();
		assertThat(turn.upTo()).isEqualTo(place);
	}

	@Test
	void startsEachOnceThoughManyLookAtOnce() {
		List<UUID> all = new ArrayList<>();
		for (int index = 0; index < 40; index++) {
			all.add(add(String.valueOf(index), OFF, null).id());
		}
		List<UUID> started = Tables.together(() -> {
			List<UUID> mine = new ArrayList<>();
			Turn turn = next(3);
			while (turn.taken() > 0) {
				mine.addAll(ids(turn));
				turn = next(3);
			}
			return mine;
		}).stream().flatMap(List::stream).toList();
		assertThat(started).doesNotHaveDuplicates();
		started = new ArrayList<>(started);
		started.addAll(ids(next(40)));
		assertThat(started).containsExactlyInAnyOrderElementsOf(all);
	}

	@Test
	void endsWhatCannotBeApplied() {
		Change waits = add("1", Tables.credential("clientSecret", "c4n4ry"), null);
		tables.jdbc.sql("update change set credentials = 'garbled'").update();
		Turn turn = next(10);
		assertThat(turn.begun()).isEmpty();
		assertThat(turn.taken()).isOne();
		assertThat(tables.changes.find(waits.id())).hasValueSatisfying((change) -> {
			assertThat(change.state()).isEqualTo(ChangeState.FAILED);
			assertThat(change.problem()).isNotNull().extracting("code").isEqualTo("credentials.required");
		});
	}

	@Test
	void givesUpWhatIsLate() {
		Change late = add("1", OFF, null);
		tables.pass(Tables.PATIENCE.minusMillis(1));
		queue.giveUpLate("rootfi");
		assertThat(tables.changes.find(late.id())).get().extracting(Change::state).isEqualTo(ChangeState.PENDING);
		tables.pass(Duration.ofMillis(1));
		queue.giveUpLate("rootfi");
		assertThat(tables.changes.find(late.id())).hasValueSatisfying((change) -> {
			assertThat(change.state()).isEqualTo(ChangeState.FAILED);
			assertThat(change.problem()).isNotNull()
				.extracting("code", "blame", "detail")
				.containsExactly("change.expired", Blame.GATEWAY,
						"It waited %d seconds for its turn; nothing was sent to rootfi"
							.formatted(Tables.PATIENCE.toSeconds()));
		});
		assertThat(tables.integrations.find(late.integration())).as("nothing else is known of it").isEmpty();
	}

	@Test
	void givesUpWhatIsOfAProviderThatIsNotConfiguredOnceItsTimeIsUp() {
		Change waits = add("1", OFF, null);
		queue.giveUpLateOfOthersThan(Set.of("whisk"));
		assertThat(tables.changes.find(waits.id())).get().extracting(Change::state).isEqualTo(ChangeState.PENDING);
		tables.pass(Tables.PATIENCE);
		queue.giveUpLateOfOthersThan(Set.of("rootfi"));
		assertThat(tables.changes.find(waits.id())).get().extracting(Change::state).isEqualTo(ChangeState.PENDING);
		queue.giveUpLateOfOthersThan(Set.of("whisk"));
		assertThat(tables.changes.find(waits.id())).get().extracting(Change::state).isEqualTo(ChangeState.FAILED);
	}

	private Turn next(int most) {
		return queue.next("rootfi", Instant.EPOCH, Life.LEASE, most);
	}

	private Change add(String id, Patch patch, @Nullable Instant notBefore) {
		return tables.intake.add(request(id, patch, notBefore), Tables.PATIENCE);
	}

	private static ChangeRequest request(String id, Patch patch, @Nullable Instant notBefore) {
		return new ChangeRequest(new IntegrationRef("rootfi", id), patch, null,
				new ChangeRequest.Origin(Actor.named("billing-service"), null, null), null, null, notBefore, null);
	}

	private void end(Begun begun) {
		assertThat(tables.outcomes.fail(begun, failure())).isTrue();
	}

	private static Outcomes.Failure failure() {
		return new Outcomes.Failure(ProblemCode.PROVIDER_REJECTED,
				Problem.of(ProblemCode.PROVIDER_REJECTED, "it failed").body(null, null), new Sent(1, 1), false);
	}

	private static List<UUID> ids(Turn turn) {
		return turn.begun().stream().map((begun) -> begun.change().id()).toList();
	}

}
