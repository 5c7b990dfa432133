package io.switchgear.change.store;

import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import io.switchgear.change.Change;
import io.switchgear.change.ChangeFilter;
import io.switchgear.connector.IntegrationRef;
import io.switchgear.jdbc.Columns;
import io.switchgear.jdbc.Page;
import io.switchgear.security.Actor;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code change}. */
public final class ChangeTable {

	/** The ids of those that are being applied, as indexes find them. */
	public static final String APPLYING = """
			select id from change where waits and state = 'applying'
			union all select id from change where state = 'applying' and waits is null
			  and id >= recovery_reached()""";

	private static final UUID FIRST = new UUID(0, 0);

	private static final long VERSION_7 = 0x7000;

	private final JdbcClient jdbc;

	public ChangeTable(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	public Optional<Change> find(UUID id) {
		return jdbc.sql("select * from change where id = :id").param("id", id).query(ChangeRow::plain).optional();
	}

	List<Change> findAll(Collection<UUID> ids) {
		return ids.isEmpty() ? List.of()
				: jdbc.sql("select * from change where id in (:ids)").param("ids", ids).query(ChangeRow::plain).list();
	}

	/** Ciphertext of the credentials that were given with a change. */
	public byte @Nullable [] credentials(UUID id) {
		return jdbc.sql("select credentials from change where id = :id")
			.param("id", id)
			.query((row, index) -> Optional.ofNullable(row.getBytes("credentials")))
			.optional()
			.flatMap((found) -> found)
			.orElse(null);
	}

	/**
	 * The changes of an integration that wait or are being applied, without those that
	 * wait to be withdrawn with their batch.
	 */
	public OpenChanges open(IntegrationRef ref) {
		return new OpenChanges(jdbc
			.sql("""
					select * from change where waits and provider = :provider and external_id = :externalId
					  and not exists (select from batch where batch.id = change.batch and state = 'pending'
					    and cancelled_at is not null)
					union all
					select * from change where state = 'applying' and waits is null
					  and id = (select applying from integration_place(:provider, :externalId) join integration on ctid = place)
					order by id""")
			.param("provider", ref.provider())
			.param("externalId", ref.externalId())
			.query(ChangeRow::plain)
			.list());
	}

	/**
	 * The changes of an integration that wait to be withdrawn with their batch, and who
	 * cancelled that.
	 */
	Map<UUID, Optional<Actor>> ofCancelledBatches(IntegrationRef ref) {
		Map<UUID, Optional<Actor>> found = new LinkedHashMap<>();
		jdbc.sql(
				"""
						select change.id, batch.cancelled_by, batch.cancelled_via from change join batch on batch.id = change.batch
						where waits and state = 'pending' and provider = :provider and external_id = :externalId
						  and cancelled_at is not null
						order by change.id""")
			.param("provider", ref.provider())
			.param("externalId", ref.externalId())
			.query((row) -> {
				found.put(row.getObject("id", UUID.class),
						Optional.ofNullable(Actor.of(row.getString("cancelled_by"), row.getString("cancelled_via"))));
			});
		return found;
	}

	/** Some of the waiting changes of a provider whose time is up, apart from holds. */
	public List<Change> late(String provider, Instant now, int most) {
		return jdbc.sql("""
				select * from change where waits and state = 'pending' and provider = :provider and not_after <= :now
				order by id limit :most""")
			.param("provider", provider)
			.param("now", Columns.time(now))
			.param("most", most)
			.query(ChangeRow::plain)
			.list();
	}

	/** The same of all providers but those. */
	public List<Change> lateOfOthersThan(Set<String> providers, Instant now, int most) {
		return jdbc.sql("""
				select * from change where waits and state = 'pending' and not provider = any (:providers)
				  and not_after <= :now
				order by id limit :most""")
			.param("providers", providers.toArray(String[]::new))
			.param("now", Columns.time(now))
			.param("most", most)
			.query(ChangeRow::plain)
			.list();
	}

	/**
	 * Some of the changes of a batch that failed, were not tried again, and are not newer
	 * than that.
	 */
	public List<Change> failedOf(UUID batch, UUID upTo, int most) {
		return jdbc.sql("""
				select * from change where batch = :batch and id <= :upTo and state = 'failed' and superseded_by is null
				order by id limit :most""")
			.param("batch", batch)
			.param("upTo", upTo)
			.param("most", most)
			.query(ChangeRow::plain)
			.list();
	}

	/** Writes down which change takes the place of one that failed. */
	public void replace(UUID id, UUID newer) {
		jdbc.sql("update change set superseded_by = :newer, "
				+ TransitionSql.countedAs("state", "problem", "started_at", ":newer") + " where id = :id")
			.param("id", id)
			.param("newer", newer)
			.update();
	}

	/**
	 * The oldest change that is being applied for a caller, among ids from one to
	 * another.
	 */
	public Optional<UUID> oldestApplying(UUID from, UUID to) {
		return jdbc.sql("""
				select id from change where id >= :from and id < :to and state = 'applying' and waits is null
				order by id limit 1""").param("from", from).param("to", to).query(UUID.class).optional();
	}

	/**
	 * Recovery has ended all changes with lower ids, except for those of the background.
	 */
	public UUID recoveredUpTo() {
		return jdbc.sql("select reached from recovery_mark").query(UUID.class).optional().orElse(FIRST);
	}

	public void recoveredUpTo(UUID reached) {
		jdbc.sql("""
				insert into recovery_mark (reached) values (:reached)
				on conflict (id) do update set reached = greatest(recovery_mark.reached, excluded.reached)""")
			.param("reached", reached)
			.update();
	}

	/**
	 * Deletes at most so many changes that finished before then. Ids are in the order of
	 * time, so the oldest are found by them.
	 */
	public int sweep(Instant finishedBefore, int most) {
		return jdbc.sql("""
				delete from change where id in (
				  select id from change where id < :upTo and finished_at < :before order by id limit :most)""")
			.param("upTo", firstIdAt(finishedBefore))
			.param("before", Columns.time(finishedBefore))
			.param("most", most)
			.update();
	}

	/** The lowest id of the changes of that millisecond (RFC 9562, section 5.7). */
	public static UUID firstIdAt(Instant moment) {
		return new UUID(moment.toEpochMilli() << 16 | VERSION_7, Long.MIN_VALUE);
	}

	/** Newest first. */
	public Page<Change> list(ChangeFilter filter, @Nullable UUID before, int limit) {
		return new ChangeList(jdbc).page(filter, before, limit);
	}

}
