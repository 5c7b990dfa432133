package io.switchgear.change.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import io.switchgear.change.Change;
import io.switchgear.jdbc.Columns;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What batches changed, for whoever takes it back. */
public final class Origins {

	// Not =, so that the index of the integration leads, which has few of them.
	private static final String TRY_BEFORE = """
			select id, coalesce(before, '{}') before from change
			where provider = %1$s.provider and external_id = %1$s.external_id and batch is not distinct from %1$s.batch
			  and id < %1$s.id and (may_have_acted or recovered)
			order by id limit 1""";

	// What failed for certain or was withdrawn changed nothing. If the provider did it
	// nevertheless, that shows there, or the batch has tried it again since.
	private static final String WITH_OVERTAKEN = """
			select origin.*, tried.before tried_before, exists (
			  select from change later
			  where later.provider = origin.provider and later.external_id = origin.external_id
			    and later.id > coalesce(tried.id, origin.id) and later.id <> :but
			    and later.batch is distinct from origin.batch and later.state not in ('failed', 'cancelled')
			    and (later.action = 'forget'
			      or jsonb_exists_any(later.requested, array(select jsonb_object_keys(origin.requested))))
			) overtaken
			from change origin left join lateral (%s) tried on true
			where origin.state = 'succeeded' and\s""".formatted(TRY_BEFORE.formatted("origin"));

	private static final String OF_REVERT = """
			select reverted.*, exists (%s) may_be_done
			from (%s origin.provider = :provider and origin.external_id = :externalId
			    and origin.batch = (select reverts from batch where id = :batch)
			  order by origin.id desc limit 1
			) reverted left join change asking on asking.id = :but""".formatted(TRY_BEFORE.formatted("asking"),
			WITH_OVERTAKEN);

	private static final UUID NONE = new UUID(0, 0);

	private final JdbcClient jdbc;

	public Origins(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/** The changes of a batch that succeeded. */
	public List<Origin> ofBatch(UUID batch) {
		return jdbc.sql(WITH_OVERTAKEN + "origin.batch = :batch order by origin.id")
			.param("but", NONE)
			.param("batch", batch)
			.query(Origins::origin)
			.list();
	}

	/** What a change takes back; empty if that is not known any more. */
	public Optional<Reverted> of(Change revert) {
		return jdbc.sql(OF_REVERT)
			.param("but", revert.id())
			.param("provider", revert.integration().provider())
			.param("externalId", revert.integration().externalId())
			.param("batch", revert.batch())
			.query((row, index) -> new Reverted(origin(row, index), row.getBoolean("may_be_done")))
			.optional();
	}

	private static Origin origin(ResultSet row, int index) throws SQLException {
		return new Origin(ChangeRow.plain(row, index), Columns.nullableObject(row, "tried_before"),
				row.getBoolean("overtaken"));
	}

	/**
	 * A change that succeeded.
	 *
	 * @param triedBefore the integration before the first of the earlier changes of the
	 * batch that failed, but may have been done nevertheless; null if there is none
	 * @param overtaken whether a later one of the same members has succeeded or is open,
	 * or the integration was forgotten
	 */
	public record Origin(Change change, @Nullable Map<String, @Nullable Object> triedBefore, boolean overtaken) {
	}

	/**
	 * What a change takes back.
	 *
	 * @param mayBeDone whether that may be done already, because an earlier change of the
	 * same batch has asked for it, although that failed
	 */
	public record Reverted(Origin origin, boolean mayBeDone) {
	}

}
