package io.switchgear.change.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import io.switchgear.change.Change;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What batches changed, for whoever takes it back. */
public final class Origins {

	// What failed or was withdrawn changed nothing. If the provider did it nevertheless,
	// that shows there.
	private static final String WITH_OVERTAKEN = """
			select origin.*, exists (
			  select from change later
			  where later.provider = origin.provider and later.external_id = origin.external_id and later.id > origin.id
			    and later.id <> :but and later.state not in ('failed', 'cancelled')
			    and (later.action = 'forget'
			      or jsonb_exists_any(later.requested, array(select jsonb_object_keys(origin.requested))))
			) overtaken
			from change origin where origin.state = 'succeeded' and\s""";

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
	public Optional<Origin> of(Change revert) {
		return jdbc.sql(WITH_OVERTAKEN + """
				origin.provider = :provider and origin.external_id = :externalId
				  and origin.batch = (select reverts from batch where id = :batch)
				order by origin.id desc limit 1""")
			.param("but", revert.id())
			.param("provider", revert.integration().provider())
			.param("externalId", revert.integration().externalId())
			.param("batch", revert.batch())
			.query(Origins::origin)
			.optional();
	}

	private static Origin origin(ResultSet row, int index) throws SQLException {
		return new Origin(ChangeRow.plain(row, index), row.getBoolean("overtaken"));
	}

	/**
	 * A change that succeeded.
	 *
	 * @param overtaken whether a later one of the same members has succeeded or is open,
	 * or the integration was forgotten
	 */
	public record Origin(Change change, boolean overtaken) {
	}

}
