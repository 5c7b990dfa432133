package io.switchgear.change.store;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import com.github.f4b6a3.uuid.UuidCreator;
import io.switchgear.change.BatchItem;
import io.switchgear.change.Change;
import io.switchgear.change.ChangeAction;
import io.switchgear.change.ChangeFilter;
import io.switchgear.change.ChangeRequest;
import io.switchgear.change.ChangeSource;
import io.switchgear.change.ChangeState;
import io.switchgear.change.Tables;
import io.switchgear.connector.Desired;
import io.switchgear.connector.IntegrationRef;
import io.switchgear.credential.Secret;
import io.switchgear.integration.Edit;
import io.switchgear.integration.Patch;
import io.switchgear.jdbc.Columns;
import io.switchgear.problem.ProblemBody;
import io.switchgear.security.Actor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ChangeTableTests {

	private static final IntegrationRef OTHER = new IntegrationRef("rootfi", "5");

	private final Tables tables = Tables.empty();

	private final ChangeTable table = tables.changes;

	@Test
	void givesBackWhatWasWritten() {
		Patch patch = new Patch(
				new Desired(true, Map.of("useProviderIdentity", true), Map.of("clientSecret", Secret.of("c4n4ry"))),
				new Edit<>(null), new Edit<>(Map.of("team", "billing")), Set.of("clientId"));
		Change added = tables.intake.add(new ChangeRequest(Tables.ROOTFI, patch, "because",
				new ChangeRequest.Origin(Actor.named("admin-ui"), null, null), null, null, Tables.NOW.plusSeconds(5),
				null), Tables.PATIENCE);
		assertThat(table.find(added.id())).contains(added);
		assertThat(table.findAll(List.of(added.id(), UUID.randomUUID()))).containsExactly(added);
		assertThat(table.findAll(List.of())).isEmpty();
		assertThat(table.find(UUID.randomUUID())).isEmpty();
		assertThat(table.list(ChangeFilter.of(Tables.ROOTFI), null, 10).items()).containsExactly(added);
		assertThat(table.open(Tables.ROOTFI).changes()).containsExactly(added);
	}

	@Test
	void findsWhatIsBeingAppliedAtTheSameCostHoweverLongTheHistoryIs() {
		tables.jdbc.sql("""
				insert into change (id, provider, external_id, action, state, requested, actor, source, created_at)
				select cast(lpad(to_hex(number), 12, '0') || '70008000000000000000' as uuid), 'rootfi', '1', 'enable',
				  'succeeded', '{}', 'admin-ui', 'api', :now
				from generate_series(1, 50000) number""").param("now", Columns.time(Tables.NOW)).update();
		tables.jdbc.sql("vacuum analyze change").update();
		table.recoveredUpTo(UUID.fromString("00000000-c34f-7000-8000-000000000000"));
		List<String> plan = tables.jdbc.sql("explain " + ChangeTable.APPLYING).query(String.class).list();
		double cost = Double.parseDouble(plan.getFirst().replaceFirst(".*cost=[0-9.]+[.][.]([0-9.]+) .*", "$1"));
		assertThat(cost).as("%s", plan).isLessThan(100);
	}

	@Test
	void givesBackWhatItBeganWith() {
		tables.pass(Duration.ofSeconds(1));
		Begun begun = tables.intake.begin(Tables.request(Patch.switched(true), null), Life.LEASE).orElseThrow();
		assertThat(table.find(begun.change().id())).get()
			.usingRecursiveComparison()
			.ignoringFields("before")
			.isEqualTo(begun.change());
	}

	@Test
	void readsWhatANewerReleaseWrote() {
		new Life(tables, Tables.ROOTFI).to(ChangeState.APPLYING);
		tables.jdbc
			.sql("""
					update change set action = 'rename', state = 'paused', source = 'console',
					  problem = '{"code": "weather.bad", "blame": "weather", "status": 500, "retryable": true, "more": {}}'""")
			.update();
		assertThat(table.list(ChangeFilter.of(Tables.ROOTFI), null, 10).items()).singleElement().satisfies((read) -> {
			assertThat(read.action()).isEqualTo(ChangeAction.OTHER);
			assertThat(read.state()).isEqualTo(ChangeState.OTHER);
			assertThat(read.source()).isEqualTo(ChangeSource.OTHER);
			assertThat(read.problem()).isNotNull().extracting(ProblemBody::code).isEqualTo("weather.bad");
		});
	}

	@Test
	void keepsTheCredentialsOfAChangeEncrypted() {
		Begun begun = tables.intake
			.begin(Tables.request(Tables.credential("clientSecret", "c4n4ry-5b"), null), Life.LEASE)
			.orElseThrow();
		assertThat(table.credentials(begun.change().id())).isNotNull();
		assertThat(table.credentials(UUID.randomUUID())).isNull();
		assertThat(tables.jdbc.sql("select encode(credentials, 'escape') || change::text from change")
			.query(String.class)
			.single()).doesNotContain("c4n4ry", "clientSecret\": \"c4");
	}

	@Test
	void listsNewestFirstAndGoesOnWhereItStopped() {
		for (int index = 0; index < 5; index++) {
			new Life(tables, Tables.ROOTFI).to(ChangeState.SUCCEEDED);
		}
		List<Change> all = table.list(ChangeFilter.of(Tables.ROOTFI), null, 10).items();
		assertThat(all).hasSize(5).isSortedAccordingTo((one, other) -> other.id().compareTo(one.id()));
		assertThat(table.list(ChangeFilter.of(Tables.ROOTFI), all.get(1).id(), 2).items()).isEqualTo(all.subList(2, 4));
		assertThat(table.list(ChangeFilter.of(OTHER), null, 10).items()).isEmpty();
	}

	@Test
	void listsTheChangesOfSeveralProvidersNewestFirst() {
		List<UUID> all = new ArrayList<>();
		for (String provider : List.of("whisk", "rootfi", "secret", "whisk", "rootfi", "whisk")) {
			all.add(new Life(tables, new IntegrationRef(provider, String.valueOf(all.size()))).to(ChangeState.PENDING)
				.id());
		}
		List<UUID> newestFirst = List.of(all.get(5), all.get(4), all.get(3), all.get(1), all.get(0));
		Set<String> two = Set.of("whisk", "rootfi");
		assertThat(ids(of(two, null, null), null, 10)).isEqualTo(newestFirst);
		assertThat(ids(of(two, null, null), all.get(4), 2)).isEqualTo(newestFirst.subList(2, 4));
		assertThat(ids(of(two, "rootfi", null), null, 10)).containsExactly(all.get(4), all.get(1));
		assertThat(ids(of(Set.of("whisk"), "secret", null), null, 10)).isEmpty();
		assertThat(ids(of(Set.of(), null, null), null, 10)).isEmpty();
	}

	@Test
	void listsTheChangesOfEachState() {
		Map<ChangeState, UUID> all = new EnumMap<>(ChangeState.class);
		for (ChangeState state : List.of(ChangeState.APPLYING, ChangeState.SUCCEEDED, ChangeState.FAILED,
				ChangeState.CANCELLED, ChangeState.PENDING)) {
			all.put(state, new Life(tables, new IntegrationRef("rootfi", state.name())).to(state).id());
		}
		UUID waitedFor = tables.intake.begin(Tables.request(Patch.switched(true), null), Life.LEASE)
			.orElseThrow()
			.change()
			.id();
		all.forEach((state, id) -> {
			List<UUID> listed = ids(of(null, null, state), null, 10);
			assertThat(listed).as(state.name()).contains(id).hasSize((state == ChangeState.APPLYING) ? 2 : 1);
			assertThat(listed.contains(waitedFor)).isEqualTo(state == ChangeState.APPLYING);
			assertThat(ids(of(Set.of("rootfi"), null, state), null, 10)).isEqualTo(listed);
		});
	}

	@Test
	void knowsTheOpenChangesOfAnIntegrationInTheirOrder() {
		UUID applied = new Life(tables, Tables.ROOTFI).to(ChangeState.APPLYING).id();
		UUID waits = new Life(tables, Tables.ROOTFI).to(ChangeState.PENDING).id();
		new Life(tables, OTHER).to(ChangeState.PENDING);
		assertThat(table.open(Tables.ROOTFI).changes()).extracting(Change::id).containsExactly(applied, waits);
		UUID waitedFor = tables.intake
			.begin(Tables.request(new IntegrationRef("whisk", "9"), Patch.switched(true), null, null), Life.LEASE)
			.orElseThrow()
			.change()
			.id();
		assertThat(table.open(new IntegrationRef("whisk", "9")).changes()).extracting(Change::id)
			.containsExactly(waitedFor);
	}

	@Test
	void leavesOutWhatWaitsToBeWithdrawnWithItsBatch() {
		UUID batch = BatchItem.batch(tables);
		BatchItem.add(tables, batch, null, Tables.ROOTFI);
		assertThat(table.open(Tables.ROOTFI).changes()).hasSize(1);
		tables.jdbc.sql("update batch set cancelled_at = now()").update();
		assertThat(table.open(Tables.ROOTFI).changes()).isEmpty();
	}

	@Test
	void findsWhatIsLate() {
		new Life(tables, OTHER).to(ChangeState.APPLYING);
		UUID late = new Life(tables, Tables.ROOTFI).to(ChangeState.PENDING).id();
		assertThat(table.late("rootfi", Tables.NOW.plus(Tables.PATIENCE).minusMillis(1), 10)).isEmpty();
		assertThat(table.late("rootfi", Tables.NOW.plus(Tables.PATIENCE), 10)).extracting(Change::id)
			.containsExactly(late);
		assertThat(table.late("whisk", Tables.NOW.plus(Tables.PATIENCE), 10)).isEmpty();
		Instant then = Tables.NOW.plus(Tables.PATIENCE);
		assertThat(table.lateOfOthersThan(Set.of("whisk"), then.minusMillis(1), 10)).isEmpty();
		assertThat(table.lateOfOthersThan(Set.of("whisk"), then, 10)).extracting(Change::id).containsExactly(late);
		assertThat(table.lateOfOthersThan(Set.of("rootfi"), then, 10)).isEmpty();
	}

	@Test
	void deletesWhatFinishedLongAgo() {
		Instant kept = Tables.NOW.plusSeconds(1);
		UUID ended = finished("1", Tables.NOW);
		UUID young = finished("2", kept);
		UUID waits = new Life(tables, Tables.ROOTFI).to(ChangeState.PENDING).id();
		moveBack(List.of(ended, young, waits));
		assertThat(table.sweep(kept, 10)).isOne();
		assertThat(ids(of(null, null, null), null, 10)).hasSize(2);
		assertThat(table.sweep(kept, 10)).isZero();
		assertThat(table.sweep(kept.plusMillis(1), 10)).isOne();
		assertThat(ids(of(null, null, null), null, 10)).hasSize(1);
	}

	@Test
	void deletesALimitedNumberAtATime() {
		List<UUID> all = new ArrayList<>();
		for (int index = 0; index < 5; index++) {
			all.add(finished(String.valueOf(index), Tables.NOW));
		}
		moveBack(all);
		assertThat(table.sweep(Tables.NOW.plusSeconds(1), 3)).isEqualTo(3);
		assertThat(table.sweep(Tables.NOW.plusSeconds(1), 3)).isEqualTo(2);
	}

	/** Ends a change at that time. */
	private UUID finished(String id, Instant at) {
		UUID change = new Life(tables, new IntegrationRef("rootfi", id)).to(ChangeState.SUCCEEDED).id();
		tables.jdbc.sql("update change set finished_at = :at where id = :id")
			.param("at", Columns.time(at))
			.param("id", change)
			.update();
		return change;
	}

	/** Gives changes ids as if they had begun long before. */
	private void moveBack(List<UUID> changes) {
		for (UUID change : changes) {
			tables.jdbc.sql("update change set id = :other where id = :id")
				.param("id", change)
				.param("other", UuidCreator.getTimeOrderedEpoch(Tables.NOW.minusSeconds(60)))
				.update();
		}
	}

	private List<UUID> ids(ChangeFilter filter, @Nullable UUID before, int limit) {
		return table.list(filter, before, limit).items().stream().map(Change::id).toList();
	}

	private static ChangeFilter of(@Nullable Set<String> readable, @Nullable String provider,
			@Nullable ChangeState state) {
		return new ChangeFilter(readable, provider, null, null, new ChangeFilter.Kind(state, null, null),
				ChangeFilter.Author.ANY, ChangeFilter.Period.EVER);
	}

}
