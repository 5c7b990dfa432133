package io.switchgear.event;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.switchgear.change.Tables;
import io.switchgear.event.ChangeEvents.Reader;
import io.switchgear.problem.ProblemCode;
import io.switchgear.problem.ProblemException;
import io.switchgear.support.StatementLog;
import io.switchgear.support.StatementLog.Executed;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

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
		add(201);
		EventFilter other = EventFilter.of(Set.of("whisk"));
		assertThat(reader.next(other)).isEmpty();
		assertThat(reader.hasMore()).isTrue();
		assertThat(reader.next(other)).isEmpty();
		assertThat(reader.hasMore()).isFalse();
	}

	@Test
	void looksForTheEventsOfALongWindowOnceForAllItsSteps() {
		Reader resumed = behind(450);
		statements();
		assertThat(all(resumed)).hasSize(450).doesNotHaveDuplicates();
		assertThat(statements()).filteredOn((sql) -> sql.contains("tx < cast(:to") || sql.contains("union all"))
			.as("that of the position, and that behind it")
			.hasSize(2);
	}

	@Test
	void readsEachOnceThoughAnotherReaderHasItsWindowSharedMeanwhile() {
		Reader elsewhere = new ChangeEvents(jdbc, Duration.ZERO).fromNow();
		ChangeEvents here = new ChangeEvents(jdbc, Duration.ZERO);
		Reader other = here.fromNow();
		assertThat(elsewhere.next(EventFilter.ALL)).isEmpty();
		assertThat(other.next(EventFilter.ALL)).isEmpty();
		add(450);
		Reader resumed = here.after(elsewhere.next(EventFilter.ALL).getLast().position());
		List<String> positions = positions(resumed.next(EventFilter.ALL));
		assertThat(other.next(EventFilter.ALL)).hasSize(200);
		positions.addAll(positions(resumed.next(EventFilter.ALL)));
		assertThat(positions).hasSize(250);
		add(1000);
		positions.addAll(all(resumed));
		assertThat(positions).hasSize(1250).doesNotHaveDuplicates();
	}

	@Test
	void saysThatEventsWereDeletedBeforeItCameToThem() {
		Reader resumed = behind(250);
		assertThat(resumed.next(EventFilter.ALL)).hasSize(200);
		tables.jdbc.sql("delete from change_event").update();
		assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> resumed.next(EventFilter.ALL))
			.satisfies((gone) -> assertThat(gone.problem().code()).isEqualTo(ProblemCode.EVENTS_POSITION_GONE));
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

	/** A reader that goes on by a position, at which so many events are not read. */
	private Reader behind(int changes) {
		Reader before = new ChangeEvents(jdbc, Duration.ZERO).fromNow();
		tables.add(Tables.ROOTFI);
		String position = before.next(EventFilter.ALL).getLast().position();
		add(changes);
		return new ChangeEvents(jdbc, Duration.ZERO).after(position);
	}

	/** The positions of all that it knows of. */
	private static List<String> all(Reader reader) {
		List<String> positions = new ArrayList<>();
		do {
			positions.addAll(positions(reader.next(EventFilter.ALL)));
		}
		while (reader.hasMore());
		return positions;
	}

	private void add(int changes) {
		for (int time = 0; time < changes; time++) {
			tables.add(Tables.ROOTFI);
		}
	}

	private static List<String> positions(List<Event> events) {
		return new ArrayList<>(events.stream().map(Event::position).toList());
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
