package io.switchgear.event;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import io.switchgear.change.Tables;
import io.switchgear.connector.IntegrationRef;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What happens without a change comes in the order of changes, with positions like
 * theirs.
 */
class OtherEventTests {

	private final Tables tables = Tables.empty();

	private final ChangeEvents events = new ChangeEvents(tables.jdbc, Duration.ZERO);

	private final ChangeEvents.Reader reader = events.fromNow();

	@Test
	void comesInOneOrderWithChanges() {
		List<Event> seen = happened("integration");
		assertThat(seen.get(1)).isInstanceOfSatisfying(OtherEvent.class, (told) -> {
			assertThat(told.subject().kind()).isEqualTo("integration");
			assertThat(told.data()).isEqualTo(Map.of("integration", "rootfi/1234", "state", "x"));
		});
	}

	@Test
	void isAPositionToGoOnFrom() {
		List<Event> seen = happened("integration");
		assertThat(events.after(seen.getFirst().position()).next(EventFilter.ALL)).extracting(Event::position)
			.containsExactly(seen.get(1).position(), seen.get(2).position());
		assertThat(events.after(seen.get(1).position()).next(EventFilter.ALL)).extracting(Event::position)
			.containsExactly(seen.get(2).position());
	}

	@Test
	void isToldToReadersOfItsProviderAlone() {
		List<Event> seen = happened("integration");
		assertThat(events.after(seen.getFirst().position()).next(EventFilter.of(Set.of("rootfi")))).hasSize(2);
		assertThat(events.after(seen.getFirst().position()).next(EventFilter.of(Set.of("whisk")))).isEmpty();
	}

	@Test
	void isFoundByKindAndIntegration() {
		List<Event> seen = happened("integration");
		ChangeEvents.Reader ofKind = events.after(seen.getFirst().position());
		assertThat(ofKind.next(new EventFilter(null, EventKind.INTEGRATION, null, null))).extracting(Event::position)
			.containsExactly(seen.get(1).position());
		ChangeEvents.Reader ofIntegration = events.after(seen.getFirst().position());
		IntegrationRef other = new IntegrationRef("rootfi", "1235");
		assertThat(ofIntegration.next(new EventFilter(null, null, other, null))).isEmpty();
		ChangeEvents.Reader ofBatch = events.after(seen.getFirst().position());
		assertThat(ofBatch.next(new EventFilter(null, null, null, UUID.randomUUID()))).isEmpty();
	}

	@Test
	void isReadWhateverANewerReleaseCallsIt() {
		assertThat(happened("weather").get(1)).isInstanceOfSatisfying(OtherEvent.class,
				(told) -> assertThat(told.subject().kind()).isEqualTo("weather"));
	}

	private List<Event> happened(String kind) {
		tables.add(Tables.ROOTFI);
		tables.jdbc
			.sql("""
					insert into change_event (kind, provider, external_id, state, version, payload, at)
					values (:kind, 'rootfi', '1234', 'drifted', 7, '{"integration": "rootfi/1234", "state": "x"}', now())""")
			.param("kind", kind)
			.update();
		tables.add(Tables.ROOTFI);
		List<Event> seen = reader.next(EventFilter.of(Set.of("rootfi")));
		assertThat(seen).hasSize(3);
		return seen;
	}

}
