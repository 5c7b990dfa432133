package io.switchgear.integration;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import com.github.f4b6a3.uuid.UuidCreator;
import io.switchgear.connector.IntegrationRef;
import io.switchgear.jdbc.Page;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Lists of the table {@code integration}. No index has what a switch changes, such as
 * whether an integration is enabled: a page looks at a limited number of rows for it, and
 * can be shorter than asked for without being the last one.
 */
final class IntegrationList {

	/** So many rows are looked at in some milliseconds. */
	static final int MAX_LOOKED_AT = 1000;

	private static final String LAST_CHANGE = """
			known.*, change.action, change.state, change.reason, change.actor, change.via, change.created_at changed_at
			""";

	// The ids first, since an index has them, together with the text that is searched
	private static final String IN_ORDER = "select " + LAST_CHANGE + """
			from (select %1$s.provider, %1$s.external_id from %2$s%3$s limit :limit) page
			  cross join lateral integration_place(page.provider, page.external_id)
			  join integration known on known.ctid = place left join change on change.id = known.last_change
			order by known.provider, known.external_id""";

	// Of those of the same time, as after an import, the first id comes first: that is
	// about the order in which they are found, so few of them enter the sort's heap
	private static final String LATEST_FIRST = "%s select " + LAST_CHANGE + """
			from (select i.provider, i.external_id from %s%s
			    order by i.updated_at desc, i.provider, i.external_id limit :limit) page
			  cross join lateral integration_place(page.provider, page.external_id)
			  join integration known on known.ctid = place left join change on change.id = known.last_change
			order by known.updated_at desc, known.provider, known.external_id""";

	private static final String IN_BOUND = "i.updated_at >= coalesce((table bound), '-infinity')";

	// Has a row if nothing is selected too, to say where the rows end that were looked at
	private static final String LOOKING = """
			with looked_at as materialized (
			  select %1$s.provider, %1$s.external_id, %2$s selected from %3$s%4$s limit :lookedAt
			),
			page as (
			  select provider, external_id from looked_at where selected order by provider, external_id limit :limit
			),
			bound as (
			  select provider last_provider, external_id last_id from looked_at order by provider, external_id
			  offset :lookedAt - 1
			)
			select last_provider, last_id,\s""" + LAST_CHANGE + """
			from (select) always left join bound on true
			  left join (page cross join lateral integration_place(page.provider, page.external_id)
			    join integration known on known.ctid = place left join change on change.id = known.last_change) on true
			order by known.provider, known.external_id""";

	private final JdbcClient jdbc;

	IntegrationList(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/** A part of a list that is sorted by id. */
	Page<IntegrationDetails> byId(IntegrationFilter filter, @Nullable IntegrationRef after, int limit) {
		Selection selection = Selection.byId(filter).after(after, filter.provider());
		if (selection.asks()) {
			return looking(selection, limit);
		}
		List<IntegrationDetails> found = jdbc
			.sql(IN_ORDER.formatted(selection.key(), selection.from(), selection.found().where() + selection.order()))
			.params(selection.found().params())
			.param("limit", limit + 1)
			.query(IntegrationStore::details)
			.list();
		return Page.of(found, limit, (details) -> ListPosition.of(details.integration(), Sort.ID).text());
	}

	/** A part of a list of which the last one that was updated comes first. */
	Page<IntegrationDetails> byUpdate(IntegrationFilter filter, @Nullable ListPosition after, int limit) {
		Selection selection = Selection.byUpdate(filter).before(after);
		List<IntegrationDetails> found = jdbc
			.sql(LATEST_FIRST.formatted(bound(filter, selection), selection.from(), selection.allConditions(IN_BOUND)))
			.params(selection.found().params())
			.param("newest", newestChange(after))
			.param("limit", limit + 1)
			.query(IntegrationStore::details)
			.list();
		return Page.of(found, limit, (details) -> ListPosition.of(details.integration(), Sort.UPDATED_AT).text());
	}

	/**
	 * How far back a page can go. All rows are read, since a switch changes when they
	 * were updated; so that not all are sorted too, those that the last changes were for
	 * say it.
	 */
	private static String bound(IntegrationFilter filter, Selection selection) {
		String ofProvider = (filter.provider() != null) ? " and provider = :provider" : "";
		return selection.fromRecent()
			.map((from) -> """
					with recent as materialized (
					  select distinct provider, external_id from (
					    select provider, external_id from change where id <= :newest%s order by id desc limit 2 * :limit + 100) newest
					),
					bound as (
					  select min(updated_at) from (select i.updated_at from %s%s order by i.updated_at desc limit :limit) found
					  having count(*) = :limit
					)"""
				.formatted(ofProvider, from, selection.allConditions()))
			.orElse("with bound as (select cast(null as timestamptz))");
	}

	/** The last id of a change that began before the one of a position was updated. */
	private static UUID newestChange(@Nullable ListPosition position) {
		return (position != null && position.updatedAt() != null)
				? UuidCreator.getTimeOrderedEpochMax(position.updatedAt()) : UuidCreator.getMax();
	}

	/** The ids of the first ones, in their order. */
	List<IntegrationRef> select(IntegrationFilter filter, int limit) {
		Selection selection = Selection.byId(filter);
		return jdbc
			.sql("select %1$s.provider, %1$s.external_id from ".formatted(selection.key()) + selection.from()
					+ selection.allConditions() + selection.order() + " limit :limit")
			.params(selection.found().params())
			.param("limit", limit)
			.query(IntegrationStore::ref)
			.list();
	}

	private Page<IntegrationDetails> looking(Selection selection, int limit) {
		Looked looked = new Looked();
		jdbc.sql(LOOKING.formatted(selection.key(), selection.asked(), selection.from(),
				selection.found().where() + selection.order()))
			.params(selection.found().params())
			.param("lookedAt", MAX_LOOKED_AT)
			.param("limit", limit + 1)
			.query(looked);
		return (looked.found.size() > limit)
				? Page.of(looked.found, limit, (details) -> ListPosition.of(details.integration(), Sort.ID).text())
				: new Page<>(looked.found, looked.end);
	}

	/** What was found, and where to go on looking. */
	private static final class Looked implements RowCallbackHandler {

		private final List<IntegrationDetails> found = new ArrayList<>();

		private @Nullable String end;

		@Override
		public void processRow(ResultSet row) throws SQLException {
			if (row.getString("last_provider") != null) {
				end = new IntegrationRef(row.getString("last_provider"), row.getString("last_id")).id();
			}
			if (row.getString("provider") != null) {
				found.add(IntegrationStore.details(row, found.size()));
			}
		}

	}

}
