package io.switchgear.change.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import io.switchgear.change.Change;
import io.switchgear.change.ChangeFilter;
import io.switchgear.change.ChangeState;
import io.switchgear.connector.IntegrationRef;
import io.switchgear.jdbc.Criteria;
import io.switchgear.jdbc.Page;
import io.switchgear.problem.WireName;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Lists of the table {@code change}. An index leads to the ids by one condition, by
 * provider and by time; the other conditions are asked of each row that is found. For
 * them a page looks at a limited number of rows, so it can be shorter than asked for
 * without being the last one. Were the conditions one, the planner would take another
 * index where it expects to find enough rows early, and read the whole history where it
 * is wrong.
 */
final class ChangeList {

	/** So many rows are looked at in some milliseconds. */
	static final int MAX_LOOKED_AT = 2000;

	/** That ids have room for. */
	private static final Instant LAST_MOMENT = Instant.ofEpochMilli((1L << 48) - 1);

	// From one provider to the next, as the index has them
	private static final String ALL_PROVIDERS = """
			(with recursive known (name) as (
			  (select provider from change order by provider limit 1)
			  union all
			  select (select provider from change where provider > name order by provider limit 1) from known
			  where name is not null
			) select name from known where name is not null)""";

	private final JdbcClient jdbc;

	ChangeList(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/** Newest first. */
	Page<Change> page(ChangeFilter filter, @Nullable UUID before, int limit) {
		Set<String> readable = filter.providers();
		if (readable != null && (readable.isEmpty() || isOfAnother(filter.provider(), readable))) {
			return new Page<>(List.of(), null);
		}
		Conditions conditions = new Conditions(filter);
		conditions.found.and("id >= :since", "since", firstIdFrom(filter.period().since()))
			.and("id < :until", "until", firstIdFrom(filter.period().until()))
			.and("id < :before", "before", before);
		int most = conditions.asked.isEmpty() ? limit + 1 : MAX_LOOKED_AT;
		Looked looked = new Looked();
		// Has a row if nothing is selected too, to say where the rows end that were
		// looked at
		jdbc.sql("""
				with looked_at as materialized (%s),
				page as (
				  select found.* from looked_at cross join lateral (
				    select * from change where change.id = looked_at.id offset 0
				  ) found%s order by id desc limit %d
				),
				bound as (select id as end_id from looked_at order by id desc offset %d)
				select end_id, page.* from (select) always left join bound on true left join page on true
				order by page.id desc""".formatted(conditions.lookingAt(most), conditions.asking(), limit + 1,
				most - 1))
			.params(conditions.found.params())
			.query(looked);
		return (looked.found.size() > limit) ? Page.of(looked.found, limit, (change) -> change.id().toString())
				: new Page<>(looked.found, conditions.asked.isEmpty() ? null : looked.end);
	}

	private static boolean isOfAnother(@Nullable String provider, Set<String> readable) {
		return provider != null && !readable.contains(provider);
	}

	/** The lowest id of the changes that were asked for from that moment on. */
	private static @Nullable UUID firstIdFrom(@Nullable Instant moment) {
		if (moment == null) {
			return null;
		}
		if (moment.isBefore(Instant.EPOCH) || moment.isAfter(LAST_MOMENT)) {
			return ChangeTable.firstIdAt(moment.isAfter(LAST_MOMENT) ? LAST_MOMENT : Instant.EPOCH);
		}
		Instant millis = moment.truncatedTo(ChronoUnit.MILLIS);
		return ChangeTable.firstIdAt(millis.isBefore(moment) ? millis.plusMillis(1) : millis);
	}

	/** A filter as SQL. */
	private static final class Conditions {

		private static final String APPLYING = "id in (" + ChangeTable.APPLYING + ") and state = :state";

		private final Criteria found = new Criteria();

		private final List<String> asked = new ArrayList<>();

		private String providers = "";

		/** The first that is given leads: it is what fewest changes have. */
		private Conditions(ChangeFilter filter) {
			ChangeState state = filter.kind().state();
			boolean leads = integration(filter.integration());
			leads = add(leads, "batch = :batch", "batch", filter.batch());
			leads = add(leads, leads ? "state = :state" : APPLYING, "state",
					name((state == ChangeState.APPLYING) ? state : null));
			boolean several = !leads;
			if (state == ChangeState.PENDING) {
				leads = leads || waiting();
				add(true, "state = :state", "state", name(state));
			}
			leads = add(leads, "problem is not null and problem ->> 'code' = :code", "code", filter.kind().code());
			leads = add(leads, "outcome = :state", "state", name(isUnsuccessful(state) ? state : null));
			leads = add(leads, "actor = :actor", "actor", filter.author().actor());
			leads = add(leads, "via = :via", "via", filter.author().via());
			add(leads, "action = :action", "action", name(filter.kind().action()));
			add(true, "state = :state", "state",
					name((state == ChangeState.SUCCEEDED || state == ChangeState.OTHER) ? state : null));
			if (several) {
				providers(filter);
			}
			else if (filter.provider() != null) {
				add(true, "provider = :provider", "provider", filter.provider());
			}
			else {
				add(true, "provider in (:providers)", "providers", filter.providers());
			}
		}

		private boolean integration(@Nullable IntegrationRef ref) {
			if (ref != null) {
				found.and("provider = :ofProvider", "ofProvider", ref.provider())
					.and("external_id = :externalId", "externalId", ref.externalId());
			}
			return ref != null;
		}

		private boolean waiting() {
			found.and("waits", "waits", true);
			return true;
		}

		private boolean add(boolean another, String condition, String name, @Nullable Object value) {
			if (value == null) {
				return another;
			}
			if (another) {
				asked.add(condition);
				found.param(name, value);
			}
			else {
				found.and(condition, name, value);
			}
			return true;
		}

		private void providers(ChangeFilter filter) {
			if (filter.provider() != null) {
				providers = "(select cast(:provider as text))";
				found.param("provider", filter.provider());
			}
			else if (filter.providers() != null) {
				providers = "unnest(:providers)";
				found.param("providers", filter.providers().toArray(String[]::new));
			}
			else {
				providers = ALL_PROVIDERS;
			}
		}

		private String lookingAt(int most) {
			return providers.isEmpty()
					? "select id from change%s order by id desc limit %d".formatted(found.where(), most) : """
							select found.id from %s each_provider (name) cross join lateral (
							  select id from change%s%s provider = name order by id desc limit %d
							) found order by id desc limit %4$d""".formatted(providers, found.where(),
							found.where().isEmpty() ? " where" : " and", most);
		}

		private String asking() {
			return asked.isEmpty() ? "" : " where " + String.join(" and ", asked);
		}

		private static boolean isUnsuccessful(@Nullable ChangeState state) {
			return state == ChangeState.FAILED || state == ChangeState.CANCELLED;
		}

		private static @Nullable String name(@Nullable WireName constant) {
			return (constant != null) ? constant.wireName() : null;
		}

	}

	/** What was found, and where to go on looking. */
	private static final class Looked implements RowCallbackHandler {

		private final List<Change> found = new ArrayList<>();

		private @Nullable String end;

		@Override
		public void processRow(ResultSet row) throws SQLException {
			end = row.getString("end_id");
			if (row.getString("provider") != null) {
				found.add(ChangeRow.plain(row, found.size()));
			}
		}

	}

}
