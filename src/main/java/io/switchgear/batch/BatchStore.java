package io.switchgear.batch;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import io.switchgear.batch.guard.RailsStore;
import io.switchgear.batch.guard.StoppedBy;
import io.switchgear.integration.Patch;
import io.switchgear.jdbc.Columns;
import io.switchgear.jdbc.Criteria;
import io.switchgear.security.Actor;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The table {@code batch}. */
final class BatchStore {

	// Of an integration that was tried again, only the newest change counts. What is to
	// be withdrawn or tried again counts as if that were done: it will be.
	private static final String ITEMS = """
			change, lateral (select coalesce(change.id <= batch.retry_up_to, false) again,
			    state = 'pending' and trial is not null and stopped_errors is not null lost) retried
			  where change.batch = batch.id and not (state = 'failed' and superseded_by is not null)""";

	private static final String FAILED = "(state = 'failed' and not again or lost)";

	private static final String COUNTS = """
			, lateral (
			  select count(*) filter (where state = 'pending' and cancelled_at is null or state = 'failed' and again) pending,
			    count(*) filter (where state = 'applying') applying,
			    count(*) filter (where state = 'succeeded') succeeded,
			    count(*) filter (where %s) failed,
			    count(*) filter (where state = 'cancelled' or state = 'pending' and cancelled_at is not null and not lost) cancelled
			  from %s"""
		.formatted(FAILED, ITEMS);

	private static final String COLUMNS = "batch.id, batch.enabled, batch.patch, batch.reverts, batch.reason, batch.actor, batch.via,"
			+ " batch.created_at, batch.cancelled_at, batch.cancelled_by, batch.cancelled_via, " + RailsStore.COLUMNS;

	private static final String WITH_COUNTS = """
			select %s, total, expanded, counts.*
			from batch""".formatted(COLUMNS) + COUNTS + ") counts where ";

	private static final String WITH_COUNTS_OF_PROVIDERS = """
			select %s, sizes.total, sizes.expanded, counts.*
			from batch, lateral (
			  select count(*) total, count(*) filter (where place <= batch.expanded) expanded
			  from jsonb_array_elements_text(items) with ordinality item(id, place)
			  where split_part(item.id, '/', 1) in (:providers)
			) sizes""".formatted(COLUMNS) + COUNTS + " and change.provider in (:providers)) counts where ";

	private static final String WITH_SKIPPED = "items || jsonb_path_query_array(skipped, '$[*].id')";

	private static final String OF_PROVIDERS = "exists (select from jsonb_array_elements_text(" + WITH_SKIPPED
			+ ") item where split_part(item, '/', 1) in (:providers))";

	private static final String NOT_DONE = "not told_end";

	private final JdbcClient jdbc;

	private final RailsStore rails;

	private final JsonMapper json = JsonMapper.shared();

	private final Clock clock;

	BatchStore(JdbcClient jdbc, RailsStore rails, Clock clock) {
		this.jdbc = jdbc;
		this.rails = rails;
		this.clock = clock;
	}

	void insert(UUID id, BatchRequest request, Instant notAfter) {
		jdbc.sql(
				"""
						insert into batch (id, enabled, patch, reason, actor, via, items, total, not_after, created_at)
						values (:id, :enabled, cast(:patch as jsonb), :reason, :actor, :via, cast(:items as jsonb), :total, :notAfter, :now)""")
			.param("id", id)
			.param("enabled", PatchColumns.enabled(request.patch()))
			.param("patch", PatchColumns.json(request.patch()))
			.param("reason", request.reason())
			.param("actor", request.actor().name())
			.param("via", request.actor().via())
			.param("items", json.writeValueAsString(request.integrations().stream().map(Object::toString).toList()))
			.param("total", request.integrations().size())
			.param("notAfter", notAfter.atOffset(ZoneOffset.UTC))
			.param("now", Columns.time(clock.instant()))
			.update();
		rails.keep(id, request.rails());
	}

	/**
	 * The batch as far as it is about these providers.
	 * @param providers at least one, or null: all
	 */
	Optional<Batch> find(UUID id, @Nullable Set<String> providers) {
		if (providers == null) {
			return jdbc.sql(WITH_COUNTS + "batch.id = :id").param("id", id).query(BatchStore::batch).optional();
		}
		return jdbc.sql(WITH_COUNTS_OF_PROVIDERS + "batch.id = :id")
			.param("id", id)
			.param("providers", Criteria.names(providers))
			.query(BatchStore::batch)
			.optional();
	}

	/** Newest first, whatever their state, from before that one on. */
	List<Batch> list(BatchFilter filter, @Nullable UUID before, int limit) {
		List<String> conditions = new ArrayList<>(List.of("true"));
		Map<String, Object> params = new HashMap<>(Map.of("limit", limit));
		if (before != null) {
			conditions.add("batch.id < :before");
			params.put("before", before);
		}
		if (filter.actor() != null) {
			conditions.add("batch.actor = :actor");
			params.put("actor", filter.actor());
		}
		if (filter.via() != null) {
			conditions.add("batch.via = :via");
			params.put("via", filter.via());
		}
		if (filter.providers() != null) {
			conditions.add(OF_PROVIDERS);
		}
		String counted = (filter.providers() != null) ? WITH_COUNTS_OF_PROVIDERS : WITH_COUNTS;
		return jdbc.sql(counted + String.join(" and ", conditions) + " order by batch.id desc limit :limit")
			.params(params)
			.param("providers", Criteria.names(filter.providers()))
			.query(BatchStore::batch)
			.list();
	}

	/**
	 * The failed items by code, as the counts have them, the most frequent ones first.
	 */
	List<Failures> failures(UUID id, @Nullable Set<String> providers) {
		return jdbc.sql("""
				select coalesce(problem ->> 'code', 'other') code, count(*) items
				from batch, %s and %s and batch.id = :id and (:all or change.provider in (:providers))
				group by 1 order by 2 desc, 1""".formatted(ITEMS, FAILED))
			.param("id", id)
			.param("all", providers == null)
			.param("providers", Criteria.names(providers))
			.query((row, index) -> new Failures(row.getString("code"), row.getInt("items")))
			.list();
	}

	/** How far the batches are that are not done. */
	List<Progress> running() {
		return jdbc.sql(WITH_COUNTS + NOT_DONE)
			.query(BatchStore::batch)
			.list()
			.stream()
			.map(Batch::progress)
			.filter(Progress::anyOpen)
			.toList();
	}

	/** The newest that are not done, as far as they are about these providers. */
	List<Batch> running(@Nullable Set<String> providers, int most) {
		return jdbc
			.sql(((providers != null) ? WITH_COUNTS_OF_PROVIDERS + OF_PROVIDERS + " and " : WITH_COUNTS) + NOT_DONE
					+ " order by batch.id desc limit :most")
			.param("providers", Criteria.names(providers))
			.param("most", most)
			.query(BatchStore::batch)
			.list();
	}

	/** Whose integrations it is about. */
	Set<String> providers(UUID id) {
		return jdbc
			.sql("select distinct split_part(item, '/', 1) from batch, jsonb_array_elements_text(" + WITH_SKIPPED
					+ ") item where id = :id")
			.param("id", id)
			.query(String.class)
			.set();
	}

	/** The batch as far as it is carried out, held to the end of the transaction. */
	Optional<Expansion> lock(UUID id) {
		return jdbc.sql("select * from batch where id = :id for update")
			.param("id", id)
			.query(this::expansion)
			.optional();
	}

	void expanded(UUID id, int items) {
		jdbc.sql("update batch set expanded = :items where id = :id").param("id", id).param("items", items).update();
	}

	/**
	 * Lets the items be tried again that have failed so far, for an actor and until that
	 * time. Returns false if the batch was cancelled.
	 */
	boolean retry(UUID id, Actor actor, Instant notAfter) {
		return jdbc
			.sql("""
					update batch set retried_by = :actor, retried_via = :via, not_after = :notAfter, told_end = false, untold = true, retry_up_to = (
					  select id from change where batch = :id order by id desc limit 1)
					where id = :id and cancelled_at is null""")
			.param("id", id)
			.param("actor", actor.name())
			.param("via", actor.via())
			.param("notAfter", notAfter.atOffset(ZoneOffset.UTC))
			.update() == 1;
	}

	/** All items are tried again that were to be. */
	void retried(UUID id) {
		jdbc.sql("update batch set retry_up_to = null, untold = true where id = :id").param("id", id).update();
	}

	/**
	 * Deletes at most so many batches that are older and of which no change is left, and
	 * says how many.
	 */
	int sweep(Instant createdBefore, int most) {
		return jdbc.sql("""
				delete from batch where id in (select id from batch where created_at < :before
				  and not exists (select from change where change.batch = batch.id) limit :most)""")
			.param("before", createdBefore.atOffset(ZoneOffset.UTC))
			.param("most", most)
			.update();
	}

	void cancel(UUID id, Actor by) {
		jdbc.sql("""
				update batch set cancelled_at = :now, cancelled_by = :by, cancelled_via = :via, retry_up_to = null,
				  told_end = false, untold = true
				where id = :id and cancelled_at is null""")
			.param("id", id)
			.param("by", by.name())
			.param("via", by.via())
			.param("now", Columns.time(clock.instant()))
			.update();
	}

	private Expansion expansion(ResultSet row, int index) throws SQLException {
		List<String> items = json.readValue(row.getString("items"), new TypeReference<List<String>>() {
		});
		Actor actor = new Actor(row.getString("actor"), row.getString("via"));
		Actor retriedBy = Actor.of(row.getString("retried_by"), row.getString("retried_via"));
		return new Expansion(PatchColumns.patch(row), PatchColumns.restores(row), row.getString("reason"), actor,
				(retriedBy != null) ? retriedBy : actor, items, row.getInt("expanded"), row.getBoolean("guarded"),
				Columns.time(row, "not_after"), Columns.nullableTime(row, "not_before"),
				row.getObject("cancelled_at") != null, row.getObject("retry_up_to", UUID.class));
	}

	private static Batch batch(ResultSet row, int index) throws SQLException {
		Instant cancelled = Columns.nullableTime(row, "cancelled_at");
		StoppedBy stopped = RailsStore.stoppedBy(row);
		int unexpanded = row.getInt("total") - row.getInt("expanded");
		boolean withdrawn = cancelled != null;
		Progress progress = new Progress(row.getInt("total"), row.getInt("pending") + (withdrawn ? 0 : unexpanded),
				row.getInt("applying"), row.getInt("succeeded"), row.getInt("failed"),
				row.getInt("cancelled") + (withdrawn ? unexpanded : 0));
		return new Batch(row.getObject("id", UUID.class), BatchAction.of(PatchColumns.patch(row)),
				Columns.nullableObject(row, "patch"), row.getObject("reverts", UUID.class), row.getString("reason"),
				new Actor(row.getString("actor"), row.getString("via")),
				(stopped != null) ? progress.stateOfStopped() : progress.state(withdrawn), progress,
				Columns.time(row, "created_at"), cancelled, cancelledBy(row), RailsStore.rails(row), stopped);
	}

	private static @Nullable Actor cancelledBy(ResultSet row) throws SQLException {
		return Actor.of(row.getString("cancelled_by"), row.getString("cancelled_via"));
	}

	/**
	 * What is left to be done.
	 *
	 * @param patch what all items are asked for; null if each has its own
	 * @param restores what each item is asked for if they differ, by id
	 * @param items the first ones, as many as are expanded, have changes of their own
	 * @param guarded whether a guard says how many items may start
	 * @param cancelled whether nothing more is to be done
	 * @param retryUpTo changes that failed and are not newer are to be tried again; null:
	 * none
	 */
	record Expansion(@Nullable Patch patch, Map<String, Map<String, @Nullable Object>> restores,
			@Nullable String reason, Actor actor, Actor retriedBy, List<String> items, int expanded, boolean guarded,
			Instant notAfter, @Nullable Instant notBefore, boolean cancelled, @Nullable UUID retryUpTo) {
	}

}
