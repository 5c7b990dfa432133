package io.switchgear.change.store;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

import io.switchgear.change.BatchItem;
import io.switchgear.change.Change;
import io.switchgear.change.ChangeFilter;
import io.switchgear.change.ChangeRequest;
import io.switchgear.change.ChangeState;
import io.switchgear.change.Tables;
import io.switchgear.connector.Desired;
import io.switchgear.connector.ProviderState;
import io.switchgear.event.ChangeEvent;
import io.switchgear.event.ChangeEvents;
import io.switchgear.event.Event;
import io.switchgear.event.EventFilter;
import io.switchgear.event.EventsOver;
import io.switchgear.integration.Edit;
import io.switchgear.integration.Integration;
import io.switchgear.integration.Patch;
import io.switchgear.outbound.Sent;
import io.switchgear.problem.ProblemCode;
import io.switchgear.security.Actor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * That what an event says of a change is what the change was like then, though it is read
 * from what the change has become.
 */
class EventContentTests {

	private final Tables tables = Tables.empty();

	private final ChangeEvents.Reader reader = EventsOver.of(tables.jdbc).fromNow();

	private final List<Seen> seen = new ArrayList<>();

	@AfterEach
	void eventsSayWhatChangesWereLike() {
		List<Seen> told = new ArrayList<>();
		List<Event> more = reader.next(EventFilter.ALL);
		while (!more.isEmpty()) {
			more.stream()
				.map(ChangeEvent.class::cast)
				.forEach((event) -> told.add(new Seen(event.change(), event.version())));
			more = reader.next(EventFilter.ALL);
		}
		assertThat(told).usingRecursiveFieldByFieldElementComparator().containsExactlyElementsOf(seen);
	}

	@Test
	void saysHowOftenAndWhyItWasTried() {
		Life life = new Life(tables, Tables.ROOTFI);
		step(life, Transition.ADD);
		step(life, Transition.START);
		step(life.meets(ProblemCode.PROVIDER_TIMEOUT), Transition.POSTPONE);
		step(life, Transition.START);
		step(life.meets(ProblemCode.PROVIDER_RATE_LIMITED), Transition.POSTPONE);
		step(life, Transition.START);
		assertThat(life.abandoned().take(Transition.TAKE_OVER)).isTrue();
		step(life.meets(ProblemCode.PROVIDER_REJECTED), Transition.FAIL);
		Life again = new Life(tables, Tables.ROOTFI);
		step(again, Transition.ADD);
		tables.changes.replace(life.id(), again.id());
		assertThat(tables.changes.find(life.id())).get().extracting(Change::supersededBy).isEqualTo(again.id());
	}

	@Test
	void saysWhoWentOnWithIt() {
		Life life = new Life(tables, Tables.ROOTFI);
		step(life, Transition.ADD);
		step(life, Transition.START);
		assertThat(life.abandoned().take(Transition.TAKE_OVER)).isTrue();
		step(life.meets(ProblemCode.PROVIDER_ERROR), Transition.POSTPONE);
		step(life, Transition.START);
		step(life, Transition.SUCCEED);
	}

	@Test
	void saysNothingOfAttemptsBeforeTheyWereMade() {
		Life life = new Life(tables, Tables.ROOTFI);
		step(life, Transition.BEGIN);
		assertThat(life.abandoned().take(Transition.TAKE_OVER)).isTrue();
		assertThat(life.meets(ProblemCode.PROVIDER_ERROR).leave()).isTrue();
		assertThat(life.abandoned().take(Transition.TAKE_OVER)).isTrue();
		step(life, Transition.SUCCEED);
	}

	@Test
	void saysWhoWithdrewIt() {
		Life untried = new Life(tables, Tables.ROOTFI);
		step(untried, Transition.ADD);
		step(untried, Transition.CANCEL);
		Life tried = new Life(tables, Tables.ROOTFI);
		step(tried, Transition.ADD);
		step(tried, Transition.START);
		step(tried, Transition.POSTPONE);
		step(tried, Transition.CANCEL);
	}

	@Test
	void saysThatItsTimeWasUp() {
		Life life = new Life(tables, Tables.ROOTFI);
		step(life, Transition.ADD);
		step(life, Transition.START);
		step(life.meets(ProblemCode.PROVIDER_TIMEOUT), Transition.POSTPONE);
		step(life.meets(ProblemCode.PROVIDER_UNKNOWN), Transition.GIVE_UP);
	}

	@Test
	void saysWhatTookItsPlace() {
		Change first = tables.intake.add(Tables.request(Patch.switched(true), null), Tables.PATIENCE);
		note(first.id());
		Change second = tables.intake.add(Tables.request(Patch.switched(false), null), Tables.PATIENCE);
		noteAt(second.id(), version() - 1);
		note(first.id());
	}

	@Test
	void saysWhatACallerWaitedFor() {
		Begun begun = tables.intake.begin(Tables.request(Patch.switched(true), null), Life.LEASE).orElseThrow();
		note(begun.change().id());
		tables.pass(Duration.ofSeconds(1));
		tables.outcomes.succeed(begun, new ProviderState(true, "ZOHO_BOOKS", Map.of(), Map.of(), "their-id"),
				new Sent(2, 3));
		note(begun.change().id());
	}

	@Test
	void saysWhatNoProviderWasToldOf() {
		tables.intake.edit(Tables.request(new Patch(new Desired(null, Map.of(), Map.of()), new Edit<>("Zoho"),
				new Edit<>(Map.of("team", "billing")), Set.of()), null));
		note(newest());
		tables.pass(Duration.ofSeconds(1));
		tables.intake.forget(Tables.ROOTFI, null, new ChangeRequest.Origin(Actor.named("admin-ui"), null, null), null);
		note(newest());
	}

	@Test
	void saysWhatTheItemsOfABatchWereLike() {
		UUID batch = UUID.randomUUID();
		BatchItem.add(tables, batch, "moving", Tables.ROOTFI);
		note(newest());
		tables.jdbc.sql("""
				insert into batch (id, enabled, actor, items, total, expanded, not_after, created_at, cancelled_at)
				values (:id, false, 'admin-ui', '[]', 0, 0, now(), now(), now())""").param("id", batch).update();
		tables.items.withdraw(batch, 10);
		Change withdrawn = tables.changes.list(ChangeFilter.of(Tables.ROOTFI), null, 1).items().getFirst();
		assertThat(withdrawn.state()).isEqualTo(ChangeState.CANCELLED);
		seen.add(new Seen(withdrawn, Objects.requireNonNull(seen.getLast().version()) + 1));
	}

	private void step(Life life, Transition transition) {
		tables.pass(Duration.ofSeconds(2));
		assertThat(life.take(transition)).as(transition.name()).isTrue();
		note(life.id());
	}

	private void note(UUID change) {
		noteAt(change, tables.integrations.find(Tables.ROOTFI).map(Integration::version).orElse(null));
	}

	private void noteAt(UUID change, @Nullable Long version) {
		seen.add(new Seen(tables.changes.find(change).orElseThrow(), version));
	}

	private long version() {
		return tables.integrations.find(Tables.ROOTFI).orElseThrow().version();
	}

	private UUID newest() {
		return tables.changes.list(ChangeFilter.of(Tables.ROOTFI), null, 1).items().getFirst().id();
	}

	private record Seen(Change change, @Nullable Long version) {
	}

}
