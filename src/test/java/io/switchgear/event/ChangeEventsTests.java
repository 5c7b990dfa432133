package io.switchgear.event;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import io.switchgear.change.Change;
import io.switchgear.change.ChangeAction;
import io.switchgear.change.ChangeSource;
import io.switchgear.change.ChangeState;
import io.switchgear.change.Tables;
import io.switchgear.connector.IntegrationRef;
import io.switchgear.problem.ProblemCode;
import io.switchgear.problem.ProblemException;
import io.switchgear.support.DatabaseInUse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/** What readers see of transactions that run beside each other. */
class ChangeEventsTests {

	private static final IntegrationRef OTHER = new IntegrationRef("rootfi", "5");

	private static final IntegrationRef THIRD = new IntegrationRef("rootfi", "6");

	private final Tables tables = Tables.empty();

	private final ChangeEvents events = new ChangeEvents(tables.jdbc, Duration.ZERO);

	private final List<Transaction> begun = new ArrayList<>();

	private final ChangeEvents.Reader reader = events.fromNow();

	@BeforeEach
	void integrationsAreKnown() {
		tables.known(Tables.ROOTFI);
		tables.known(OTHER);
		tables.known(THIRD);
	}

	@AfterEach
	void end() throws SQLException {
		for (Transaction transaction : begun) {
			transaction.connection().close();
		}
	}

	@Test
	void readsWhatANewerReleaseWrote() {
		tables.add(Tables.ROOTFI);
		tables.jdbc.sql("update change set action = 'rename', source = 'console'").update();
		tables.jdbc.sql("update change_event set state = 'paused', payload = '{\"attempts\": 3, \"more\": {}}'")
			.update();
		assertThat(reader.next(EventFilter.ALL)).singleElement()
			.extracting(ChangeEventsTests::change)
			.satisfies((change) -> {
				assertThat(change.action()).isEqualTo(ChangeAction.OTHER);
				assertThat(change.state()).isEqualTo(ChangeState.OTHER);
				assertThat(change.source()).isEqualTo(ChangeSource.OTHER);
				assertThat(change.attempts()).isEqualTo(3);
			});
	}

	/**
	 * Such as a batch that locks its own row first and comes to the integration last,
	 * while another batch goes on.
	 */
	@Test
	void keepsTheOrderOfAnIntegrationWhoeverBeganFirst() throws SQLException {
		Transaction early = begin();
		Transaction stillRunning = begin();
		Change change = tables.add(Tables.ROOTFI);
		early.cancel(change);
		early.commit();
		List<Event> seen = reader.next(EventFilter.ALL);
		assertThat(states(seen)).containsExactly("pending", "cancelled");
		stillRunning.add(OTHER);
		stillRunning.commit();
		assertThat(states(reader.next(EventFilter.ALL))).containsExactly("pending");
		assertThat(reader.next(EventFilter.ALL)).isEmpty();
		assertThat(states(rest(seen.getFirst()))).containsExactly("cancelled", "pending");
		assertThat(states(rest(seen.getLast()))).containsExactly("pending");
	}

	@Test
	void missesNothingThatIsCommittedAfterAHigherNumber() throws SQLException {
		Transaction late = begin();
		Change first = late.add(OTHER);
		Change second = tables.add(Tables.ROOTFI);
		List<Event> seen = reader.next(EventFilter.ALL);
		assertThat(ids(seen)).containsExactly(second.id());
		assertThat(reader.next(EventFilter.ALL)).isEmpty();
		late.commit();
		assertThat(ids(reader.next(EventFilter.ALL))).containsExactly(first.id());
		assertThat(reader.next(EventFilter.ALL)).isEmpty();
		assertThat(ids(rest(seen.getFirst()))).containsExactly(first.id());
	}

	@Test
	void bringsEachOfManyOnceWhereverAReaderResumes() throws SQLException {
		Transaction aside = begin();
		List<UUID> happened = new ArrayList<>();
		for (int index = 0; index < 450; index++) {
			happened.add(((index % 3 == 0) ? aside.add(THIRD) : tables.add(OTHER)).id());
		}
		List<Event> seen = new ArrayList<>(reader.next(EventFilter.ALL));
		aside.commit();
		seen.addAll(rest(reader));
		assertThat(ids(seen)).containsExactlyInAnyOrderElementsOf(happened);
		for (int index : List.of(0, 199, 299, 300, 449)) {
			assertThat(ids(rest(seen.get(index)))).as("after %d", index)
				.isEqualTo(ids(seen.subList(index + 1, seen.size())));
		}
	}

	@Test
	void bringsNothingOfTheProvidersThatAreNotWanted() {
		tables.add(OTHER);
		assertThat(reader.next(EventFilter.of(Set.of("whisk")))).isEmpty();
		tables.add(OTHER);
		assertThat(reader.next(EventFilter.of(Set.of("rootfi")))).hasSize(1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "1", "1.1.0", "_", "___", "1.0_1.0_1", "_1.0_1.0_1", "g_1.0_1.0_", "g_1.0_1.0_-1",
			"g_1.0_1.0_x", "g_1.0_1.0_1_1", "g_1.0_1.0_1234567890123456789", "g_0.0_0.0_1", "g_1_1_1", "g_1.0._1.0_1",
			"g_.1.0_1.0_1", "g_1.0_1..0_1", "g_1.1.1_1.1_1", "g_1.2.0.2_1.2_1", "g_zzzzzzzzzzzz.0_1.0_1", "g_1.A_1.0_1",
			"g_1:1:_1:1:_1", "g_1.0_1.0_1'", "g_1.0_1.0_\u0661", "G_1.0_1.0_1", "g-h_1.0_1.0_1" })
	void refusesWhatIsNoPosition(String position) {
		refuses(position, ProblemCode.REQUEST_INVALID);
	}

	@Test
	void refusesAPositionThatIsTooLong() {
		refuses(generation() + "_1.zz" + ".1".repeat(1000) + "_1.0_1", ProblemCode.REQUEST_INVALID);
		refuses("g".repeat(17) + "_1.0_1.0_1", ProblemCode.REQUEST_INVALID);
	}

	@ParameterizedTest
	@ValueSource(strings = { "1.0_1.0_0", "1.2.0.1_1.2_999999999999999999", "zzzzzzzzzzz.zzzzzzzzzzz.0.1_1.0_5" })
	void readsOnFromWhateverHasTheFormOfAPosition(String position) {
		events.after(generation() + "_" + position).next(EventFilter.ALL);
	}

	@Test
	void tellsAReaderWhoseEventsWereDeletedThatTheyAreGone() {
		List<Event> seen = new ArrayList<>();
		for (int index = 0; index < 3; index++) {
			tables.add(OTHER);
			// With any that began before, it could not be told that nothing was missed
			await().until(() -> DatabaseInUse.allHaveEnded(tables.jdbc));
			seen.addAll(reader.next(EventFilter.ALL));
		}
		sweepAllEvents();
		refuses(seen.get(0).position(), ProblemCode.EVENTS_POSITION_GONE);
		refuses(seen.get(1).position(), ProblemCode.EVENTS_POSITION_GONE);
		assertThat(rest(seen.get(2))).as("nothing was missed").isEmpty();
		tables.add(OTHER);
		assertThat(rest(seen.get(2))).hasSize(1);
	}

	@Test
	void tellsAReaderOfAnotherClusterThatItsPositionsMeanNothingHere() {
		tables.add(OTHER);
		Event seen = reader.next(EventFilter.ALL).getFirst();
		restoreOnAnotherCluster();
		refuses(seen.position(), ProblemCode.EVENTS_POSITION_GONE);
		assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> reader.next(EventFilter.ALL))
			.satisfies((ended) -> assertThat(ended.problem().code()).isEqualTo(ProblemCode.EVENTS_POSITION_GONE));
	}

	@Test
	void bringsNoEventsOfTheClusterThatTheDataCameFrom() {
		tables.add(OTHER);
		restoreOnAnotherCluster();
		ChangeEvents.Reader there = events.fromNow();
		tables.jdbc.sql("update change_event set tx = pg_current_xact_id()").update();
		Change change = tables.add(OTHER);
		List<Event> seen = there.next(EventFilter.ALL);
		assertThat(ids(seen)).containsExactly(change.id());
		assertThat(rest(seen.getFirst())).isEmpty();
	}

	@Test
	void tellsAReaderThatIsAheadThatWhatItSawWasLost() {
		tables.add(OTHER);
		String[] parts = reader.next(EventFilter.ALL).getFirst().position().split("_", -1);
		refuses(parts[0] + "_" + parts[1] + "_zzzzzzzzz.0_" + parts[3], ProblemCode.EVENTS_POSITION_GONE);
	}

	private String generation() {
		return tables.jdbc.sql("select name from event_generation").query(String.class).single();
	}

	private void sweepAllEvents() {
		tables.pass(Duration.ofSeconds(1));
		new EventSweep(tables.jdbc, Duration.ZERO, tables.clock).sweep();
		assertThat(tables.jdbc.sql("select count(*) from change_event").query(Long.class).single()).isZero();
	}

	/**
	 * As a dump that is read there would be: all rows are there, and all numbers are
	 * others.
	 */
	private void restoreOnAnotherCluster() {
		tables.jdbc.sql("update event_generation set cluster = 4711").update();
	}

	@ParameterizedTest
	@MethodSource
	void writesSnapshotsShort(String text, String code) {
		Snapshot snapshot = Snapshot.of(text);
		assertThat(snapshot.text()).isEqualTo(text);
		assertThat(snapshot.encoded()).isEqualTo(code);
		assertThat(Snapshot.decoded(code)).contains(snapshot);
	}

	static List<Object[]> writesSnapshotsShort() {
		return List.of(new Object[] { "746:746:", "kq.0" }, new Object[] { "746:751:746,748,750", "kq.5.0.2.2" },
				new Object[] { "72057594037927935:72057594037927936:72057594037927935", "jpia9pm8jr3.1.0" });
	}

	private void refuses(String position, ProblemCode code) {
		assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> events.after(position))
			.satisfies((refused) -> assertThat(refused.problem().code()).isEqualTo(code));
	}

	/** What a reader on another replica gets that resumes there. */
	private List<Event> rest(Event seen) {
		return rest(new ChangeEvents(tables.jdbc, Duration.ZERO).after(seen.position()));
	}

	private static List<Event> rest(ChangeEvents.Reader reader) {
		List<Event> all = new ArrayList<>();
		List<Event> more = reader.next(EventFilter.ALL);
		while (!more.isEmpty()) {
			all.addAll(more);
			more = reader.next(EventFilter.ALL);
		}
		return all;
	}

	private static List<String> states(List<Event> events) {
		return events.stream().map((event) -> change(event).state().wireName()).toList();
	}

	private static Change change(Event event) {
		return ((ChangeEvent) event).change();
	}

	private static List<UUID> ids(List<Event> events) {
		return events.stream().map((event) -> change(event).id()).toList();
	}

	/** Begins to write at once, and so has its number. */
	private Transaction begin() throws SQLException {
		Connection connection = tables.source.getConnection();
		connection.setAutoCommit(false);
		JdbcTemplate jdbc = new JdbcTemplate(new SingleConnectionDataSource(connection, true));
		Transaction transaction = new Transaction(tables, connection, jdbc);
		begun.add(transaction);
		jdbc.queryForObject("select cast(pg_current_xact_id() as text)", String.class);
		return transaction;
	}

	private record Transaction(Tables tables, Connection connection, JdbcTemplate jdbc) {

		void cancel(Change change) {
			jdbc.queryForList("select from integration where provider = ? and external_id = ? for update",
					change.integration().provider(), change.integration().externalId());
			assertThat(Tables.cancel(change, jdbc)).isTrue();
		}

		Change add(IntegrationRef ref) {
			return tables.add(ref, jdbc);
		}

		void commit() throws SQLException {
			connection.commit();
		}

	}

}
