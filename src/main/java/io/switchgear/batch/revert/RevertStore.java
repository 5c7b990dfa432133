package io.switchgear.batch.revert;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import io.switchgear.change.revert.Reversal.Restored;
import io.switchgear.change.revert.Reversal.Skipped;
import io.switchgear.connector.IntegrationRef;
import io.switchgear.jdbc.Columns;
import io.switchgear.jdbc.Criteria;
import io.switchgear.jdbc.Page;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the table {@code batch} says of reverts. */
final class RevertStore {

	// Those that were never to be restored, and those that stood back at their turn
	private static final String SKIPPED = """
			(select item ->> 'id' id, split_part(item ->> 'id', '/', 1) provider, item ->> 'code' code
			  from batch, jsonb_array_elements(skipped) item where batch.id = :id
			union all
			select provider || '/' || external_id, provider, coalesce(problem ->> 'code', 'revert.changed-since')
			  from change
			  where batch = :id and state = 'cancelled' and source = 'revert'
			    and (problem is not null or superseded_by is not null)
			) skipped where (:all or provider in (:providers))""";

	private final JdbcClient jdbc;

	RevertStore(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/**
	 * Holds a batch to the end of the transaction, so that nobody retries it meanwhile.
	 */
	void lock(UUID id) {
		jdbc.sql("select id from batch where id = :id for update").param("id", id).query(UUID.class).optional();
	}

	/** The batches that are to be reverted, since their errors have stopped them. */
	List<UUID> due() {
		return jdbc.sql("select id from batch where revert_due order by id").query(UUID.class).list();
	}

	/**
	 * Returns false if another replica has reverted it. Else it is held to the end of the
	 * transaction, and no longer due.
	 */
	boolean take(UUID id) {
		return jdbc.sql("update batch set revert_due = false where id = :id and revert_due")
			.param("id", id)
			.update() > 0;
	}

	/** What a batch was about, in its order. */
	List<IntegrationRef> items(UUID id) {
		return jdbc
			.sql("select item from batch, jsonb_array_elements_text(items) with ordinality as listed (item, place)"
					+ " where id = :id order by place")
			.param("id", id)
			.query(String.class)
			.list()
			.stream()
			.map((item) -> IntegrationRef.parse(item).orElseThrow())
			.toList();
	}

	/** Makes a batch a revert of another one. */
	void mark(UUID id, UUID reverted, List<Restored> restored, List<Skipped> skipped) {
		Map<String, Map<String, @Nullable Object>> restores = new LinkedHashMap<>();
		restored.forEach((one) -> restores.put(one.integration().id(), one.patch().requested()));
		List<Map<String, String>> skips = skipped.stream()
			.map((one) -> Map.of("id", one.integration().id(), "code", one.code().code()))
			.toList();
		jdbc.sql("update batch set reverts = :reverted, restores = cast(:restores as jsonb),"
				+ " skipped = cast(:skipped as jsonb) where id = :id")
			.param("id", id)
			.param("reverted", reverted)
			.param("restores", Columns.json(restores))
			.param("skipped", Columns.json(skips))
			.update();
	}

	/** How many were skipped, by code, the most frequent ones first. */
	List<Skips> skips(UUID id, @Nullable Set<String> providers) {
		return skipped("select code, count(*) items from " + SKIPPED + " group by 1 order by 2 desc, 1", id, providers)
			.query((row, index) -> new Skips(row.getString("code"), row.getInt("items")))
			.list();
	}

	/** Which were skipped, in the order of their ids, behind that one. */
	Page<SkippedItem> page(UUID id, @Nullable Set<String> providers, @Nullable String code, @Nullable String after,
			int limit) {
		return Page.of(skipped("select id, code from " + SKIPPED + """
				 and (cast(:code as text) is null or code = :code) and (cast(:after as text) is null or id > :after)
				order by id limit :limit""", id, providers).param("code", code)
			.param("after", after)
			.param("limit", limit + 1)
			.query((row, index) -> new SkippedItem(row.getString("id"), row.getString("code")))
			.list(), limit, SkippedItem::integration);
	}

	private JdbcClient.StatementSpec skipped(String sql, UUID id, @Nullable Set<String> providers) {
		return jdbc.sql(sql)
			.param("id", id)
			.param("all", providers == null)
			.param("providers", Criteria.names(providers));
	}

}
