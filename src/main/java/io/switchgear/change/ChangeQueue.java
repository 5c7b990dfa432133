package io.switchgear.change;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import io.switchgear.change.ChangeStore.Lease;
import io.switchgear.connector.IntegrationRef;
import io.switchgear.jdbc.Columns;
import io.switchgear.problem.ProblemBody;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The changes of the table {@code change} that wait. Those of one integration are applied
 * in the order in which they were asked for, or were to be applied; the row of the
 * integration, which is locked by whoever writes here, makes sure that there is one.
 */
final class ChangeQueue {

	private static final String DUE = "coalesce(not_before, created_at)";

	private static final String OF_INTEGRATION = "provider = :provider and external_id = :externalId and ";

	// Member by member, and where a member has members of its own, by those. A null takes
	// all of them away.
	private static final String ASKS_FOR_NO_MORE_THAN_THE_NEWER = """
			not exists (select from jsonb_each(requested) as asked (name, value)
			  where not case
			    when jsonb_typeof(value) <> 'object'
			      then coalesce(jsonb_typeof(cast(:requested as jsonb) -> name) <> 'object', false)
			    when jsonb_typeof(cast(:requested as jsonb) -> name) = 'object'
			      then not exists (select from jsonb_object_keys(value) as part
			        where not jsonb_exists(cast(:requested as jsonb) -> name, part))
			    else jsonb_exists(cast(:requested as jsonb), name)
			  end)""";

	private final JdbcClient jdbc;

	ChangeQueue(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/** Starts a change. Says no where it does not wait any more. */
	boolean start(UUID id, Map<String, @Nullable Object> before, Lease lease, Instant now) {
		return jdbc.sql("""
				update change
				set state = 'applying', before = cast(:before as jsonb), lease = :lease, leased_until = :until,
				  started_at = coalesce(started_at, :now)
				where id = :id and state = 'pending' and wanted is null""")
			.param("id", id)
			.param("before", Columns.json(before))
			.param("lease", lease.id())
			.param("until", Columns.time(lease.until()))
			.param("now", Columns.time(now))
			.update() == 1;
	}

	/** Withdraws a change. Says no where it does not wait any more. */
	boolean cancel(UUID id, Instant now) {
		return jdbc.sql("""
				update change set state = 'cancelled', finished_at = :now, credentials = null, wanted = null
				where id = :id and state = 'pending'""").param("id", id).param("now", Columns.time(now)).update() == 1;
	}

	/** Ends a change that cannot be applied. Says no where it does not wait any more. */
	boolean giveUp(UUID id, ProblemBody problem, Instant now) {
		return jdbc.sql("""
				update change
				set state = 'failed', problem = cast(:problem as jsonb), finished_at = :now, credentials = null,
				  wanted = null
				where id = :id and state = 'pending'""")
			.param("id", id)
			.param("problem", Columns.json(problem))
			.param("now", Columns.time(now))
			.update() == 1;
	}

	/**
	 * Withdraws the older changes of the integration that ask for nothing that the newer
	 * one does not ask for.
	 */
	void supersede(Change newer, Instant now) {
		jdbc.sql("update change set state = 'cancelled', finished_at = :now, credentials = null, wanted = null,"
				+ " superseded_by = :newer where " + OF_INTEGRATION + "state = 'pending' and id < :newer"
				+ " and (cast(:notBefore as timestamptz) is null or not_before >= :notBefore) and "
				+ ASKS_FOR_NO_MORE_THAN_THE_NEWER)
			.param("now", Columns.time(now))
			.param("newer", newer.id())
			.param("provider", newer.integration().provider())
			.param("externalId", newer.integration().externalId())
			.param("notBefore", Columns.time(newer.notBefore()))
			.param("requested", Columns.json(newer.requested()))
			.update();
	}

	boolean isPending(IntegrationRef ref) {
		return exists(ref, "state = 'pending'", Map.of());
	}

	boolean isApplying(IntegrationRef ref) {
		return exists(ref, "state = 'applying'", Map.of());
	}

	/** Whether a change of the integration waits that comes before this one. */
	boolean isPendingBefore(Change change) {
		return exists(change.integration(), "state = 'pending' and wanted is null and (" + DUE + ", id) < (:due, :id)",
				Map.of("id", change.id(), "due", Columns.time(change.due())));
	}

	/**
	 * Whether a change of the integration is under way, or could be by now, that touches
	 * what this one touches and that this one does not override. Applied at once, this
	 * one would overtake it and then be undone by it.
	 */
	boolean isInTheWayOf(Change change) {
		return inTheWayOf(change.integration(), change.requested(), change.createdAt()).isPresent();
	}

	/** The oldest of the changes that are in the way of one that asks for that. */
	Optional<UUID> inTheWayOf(IntegrationRef ref, Map<String, @Nullable Object> requested, Instant now) {
		return oldest(ref,
				"(state = 'applying' or state = 'pending' and wanted is null and " + DUE + " <= :now and not ("
						+ ASKS_FOR_NO_MORE_THAN_THE_NEWER + "))"
						+ " and exists (select from jsonb_object_keys(requested) as asked"
						+ " where jsonb_exists(cast(:requested as jsonb), asked))",
				Map.of("now", Columns.time(now), "requested", String.valueOf(Columns.json(requested))));
	}

	/** The oldest of the changes that wait or are being applied. */
	Optional<UUID> open(IntegrationRef ref) {
		return oldest(ref, "state in ('pending', 'applying')", Map.of());
	}

	private Optional<UUID> oldest(IntegrationRef ref, String condition, Map<String, Object> params) {
		return jdbc.sql("select id from change where " + OF_INTEGRATION + condition + " order by id limit 1")
			.param("provider", ref.provider())
			.param("externalId", ref.externalId())
			.params(params)
			.query(UUID.class)
			.optional();
	}

	private boolean exists(IntegrationRef ref, String condition, Map<String, Object> params) {
		return jdbc.sql("select exists (select from change where " + OF_INTEGRATION + condition + ")")
			.param("provider", ref.provider())
			.param("externalId", ref.externalId())
			.params(params)
			.query(Boolean.class)
			.single();
	}

	/** Keeps the changes of a batch from being started, or started again. */
	void wantWithdrawn(UUID batch) {
		want(batch, "state in ('pending', 'applying')", "withdrawn");
	}

	/** Marks the changes of a batch that failed and were not tried again. */
	void wantAgain(UUID batch) {
		want(batch, "state = 'failed' and superseded_by is null", "again");
	}

	private void want(UUID batch, String condition, String wanted) {
		// In the order in which others lock the changes of a batch.
		jdbc.sql("update change set wanted = :wanted where id in (select id from change where batch = :batch and "
				+ condition + " order by provider, external_id for update)")
			.param("batch", batch)
			.param("wanted", wanted)
			.update();
	}

	/** Forgets that changes of a batch were to be tried again. */
	void wantNothingAgain(UUID batch) {
		jdbc.sql("update change set wanted = null where batch = :batch and wanted = 'again'")
			.param("batch", batch)
			.update();
	}

	/** Some of the changes of a batch that are to be withdrawn or tried again. */
	List<Change> wanted(UUID batch, int most) {
		return jdbc
			.sql("select * from change where batch = :batch and wanted is not null"
					+ " and state <> 'applying' order by id limit :most")
			.param("batch", batch)
			.param("most", most)
			.query(ChangeStore::change)
			.list();
	}

	/** Some of the changes that wait for nothing, since no task applies them. */
	List<Change> withoutTask(String task, int most) {
		return jdbc.sql("""
				select * from change where state = 'pending' and wanted is null and not exists (
				  select from scheduled_tasks where task_name = :task and task_instance = change.id::text)
				order by id limit :most""").param("task", task).param("most", most).query(ChangeStore::change).list();
	}

	/** Writes down which change takes the place of one that failed. */
	void replace(UUID id, UUID newer) {
		jdbc.sql("update change set superseded_by = :newer, wanted = null where id = :id")
			.param("id", id)
			.param("newer", newer)
			.update();
	}

}
