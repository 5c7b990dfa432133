package io.switchgear.event;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.switchgear.change.Tables;
import io.switchgear.event.ChangeEvents.Reader;
import io.switchgear.support.StatementLog;
import io.switchgear.support.StatementLog.Executed;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/** What many readers cost the database. */
class RecentEventsTests {

	private static final int READERS = 20;

	private final Tables tables = Tables.empty();

	private final StatementLog log = new StatementLog();

	private final JdbcClient jdbc = JdbcClient.create(log.over(tables.source));

	@BeforeEach
	void isKnown() {
		tables.known(Tables.ROOTFI);
	}

	@Test
	void readsWhatIsNewOnceForAllWhoHaveKeptUp() {
		List<Reader> readers = readers(Duration.ZERO);
		for (int time = 0; time < 3; time++) {
			tables.add(Tables.ROOTFI);
			assertThat(readers).allSatisfy((reader) -> assertThat(reader.next(EventFilter.ALL)).hasSize(1));
			assertThat(statements()).filteredOn((sql) -> sql.contains("from change_event")).hasSize(1);
		}
	}

	@Test
	void asksForWhatIsNewOnceInATickForAllWhoHaveKeptUp() {
		List<Reader> readers = readers(Duration.ofHours(1));
		for (int time = 0; time < 3; time++) {
			assertThat(readers).allSatisfy((reader) -> assertThat(reader.next(EventFilter.ALL)).isEmpty());
		}
		assertThat(statements()).isEmpty();
	}

	@Test
	void bringsEachReaderWhatItWantsOfTheSame() {
		List<Reader> readers = readers(Duration.ZERO);
		tables.add(Tables.ROOTFI);
		assertThat(readers.getFirst().next(EventFilter.of(Set.of("whisk")))).isEmpty();
		assertThat(readers.get(1).next(EventFilter.of(Set.of("rootfi")))).hasSize(1);
		tables.add(Tables.ROOTFI);
		assertThat(readers.getFirst().next(EventFilter.ALL)).hasSize(1);
	}

	@Test
	void passesMomentsWithNothingForItAtOnce() {
		ChangeEvents events = new ChangeEvents(jdbc, Duration.ZERO);
		Reader behind = events.fromNow();
		Reader ahead = events.fromNow();
		assertThat(behind.next(EventFilter.ALL)).isEmpty();
		jdbc.sql("select pg_current_xact_id()").query().listOfRows();
		assertThat(ahead.next(EventFilter.ALL)).isEmpty();
		tables.add(Tables.ROOTFI);
		assertThat(behind.next(EventFilter.ALL)).hasSize(1);
	}

	@Test
	void readsNothingOfWhatNobodyFollowed() {
		EventTable table = new EventTable(jdbc);
		RecentEvents recent = new RecentEvents(table, Duration.ZERO, Duration.ZERO);
		assertThat(recent.after(table.now().snapshot())).isPresent();
		tables.add(Tables.ROOTFI);
		Snapshot newcomer = table.now().snapshot();
		statements();
		assertThat(recent.after(newcomer)).isPresent();
		assertThat(statements()).noneMatch((sql) -> sql.contains("from change_event"));
	}

	@Test
	void goesThroughManyThatAreNotWantedStepByStep() {
		Reader reader = new ChangeEvents(jdbc, Duration.ZERO).fromNow();
		for (int time = 0; time < 201; time++) {
			tables.add(Tables.ROOTFI);
		}
		EventFilter other = EventFilter.of(Set.of("whisk"));
		assertThat(reader.next(other)).isEmpty();
		assertThat(reader.hasMore()).isTrue();
		assertThat(reader.next(other)).isEmpty();
		assertThat(reader.hasMore()).isFalse();
	}

	@Test
	void looksForTheEventsOfALongWindowOnceForAllItsSteps() {
		Reader before = new ChangeEvents(jdbc, Duration.ZERO).fromNow();
		tables.add(Tables.ROOTFI);
		String position = before.next(EventFilter.ALL).getLast().position();
		for (int time = 0; time < 450; time++) {
			tables.add(Tables.ROOTFI);
		}
		Reader resumed = new ChangeEvents(jdbc, Duration.ZERO).after(position);
		statements();
		List<String> positions = new ArrayList<>();
		do {
			resumed.next(EventFilter.ALL).forEach((event) -> positions.add(event.position()));
		}
		while (resumed.hasMore());
		assertThat(positions).hasSize(450).doesNotHaveDuplicates();
		assertThat(statements()).filteredOn((sql) -> sql.contains("tx < cast(:to") || sql.contains("union all"))
			.as("that of the position, and that behind it")
			.hasSize(2);
	}

	@Test
	void leavesNothingOutForAReaderThatPausesForLong() {
		List<Reader> readers = readers(Duration.ZERO);
		Reader late = readers.removeFirst();
		for (int time = 0; time < 40; time++) {
			tables.add(Tables.ROOTFI);
			readers.forEach((reader) -> assertThat(reader.next(EventFilter.ALL)).hasSize(1));
		}
		assertThat(Stream.generate(() -> late.next(EventFilter.ALL))
			.takeWhile((events) -> !events.isEmpty())
			.flatMap(List::stream)).hasSize(40);
	}

	/** Readers that have come to the same moment. */
	private List<Reader> readers(Duration tick) {
		ChangeEvents events = new ChangeEvents(jdbc, tick);
		List<Reader> readers = new ArrayList<>(
				IntStream.range(0, READERS).mapToObj((index) -> events.fromNow()).toList());
		readers.forEach((reader) -> assertThat(reader.next(EventFilter.ALL)).isEmpty());
		statements();
		return readers;
	}

	private List<String> statements() {
		return log.take((thread) -> true).stream().map(Executed::sql).toList();
	}

}
