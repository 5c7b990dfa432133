package io.switchgear.integration;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.switchgear.connector.IntegrationRef;
import io.switchgear.jdbc.Columns;
import io.switchgear.jdbc.Criteria;
import org.jspecify.annotations.Nullable;

/**
 * A filter of integrations as SQL. What has an index, or a table of its own, leads to the
 * rows; what a switch changes has none, and is asked of each row that is found.
 *
 * @param from the tables; {@code i} is {@code integration}, {@code k} is
 * {@code integration_key}
 * @param key the table whose index has the order of the ids
 * @param found the conditions that an index serves
 * @param asked the conditions that are asked of each row, empty: none
 */
record Selection(String from, String key, Criteria found, String asked) {

	private static final String LABELS = "l0";

	private static final String KEYS = "k";

	private static final String ROWS = "i";

	private static final String CHANGING = "(i.lease is not null or i.waiting > 0)";

	private static final String NOT_CHANGING = "i.lease is null and i.waiting = 0";

	private static final String MISSING = "is_missing(i.missing_since, i.observed_at)";

	// One by one: the planner would rather read a table as a whole than go by the order
	// of ids and stop when there are enough
	private static final String ROW = " cross join lateral (select integration.*"
			+ " from integration_place(%1$s.provider, %1$s.external_id) join integration on ctid = place offset 0) i";

	private static final String ALL_ROWS = "integration i";

	// In the place of all
	private static final String RECENT_ROWS = "(select integration.* from recent cross join lateral"
			+ " integration_place(recent.provider, recent.external_id) join integration on ctid = place) i";

	// Those of the background by their index, those of callers as recovery finds them
	private static final String OPEN = """
			(select provider, external_id from (
			  select provider, external_id from change where waits
			  union all
			  select provider, external_id from change where state = 'applying' and waits is null
			    and id >= recovery_reached()
			) each_change group by provider, external_id) open""" + ROW.formatted("open");

	// In the words of the index that has those that are not in sync
	private static final String APART = """
			(select provider, external_id from integration where sync <> 'in_sync' and sync = :sync) apart"""
			+ ROW.formatted("apart");

	/** In the order of ids. */
	static Selection byId(IntegrationFilter filter) {
		return of(filter, KEYS);
	}

	/** In an order that no index has. */
	static Selection byUpdate(IntegrationFilter filter) {
		return of(filter, ROWS);
	}

	private static Selection of(IntegrationFilter filter, String all) {
		Criteria found = new Criteria();
		List<String> asked = new ArrayList<>();
		String key = key(filter, all);
		String from = switch (key) {
			case LABELS -> labels(filter.labels(), found) + ROW.formatted(LABELS);
			case "open" -> OPEN;
			case "apart" -> APART;
			case ROWS -> ALL_ROWS;
			default -> "integration_key k" + (isOfKeys(filter) ? "" : ROW.formatted(KEYS));
		};
		if (filter.text() != null && key.equals(ROWS)) {
			from += " join integration_key k using (provider, external_id)";
		}
		else if (filter.text() != null && !key.equals(KEYS)) {
			from += text(key);
		}
		if (filter.missing() != null) {
			found.and(filter.missing() ? MISSING : "not " + MISSING, "missing", filter.missing());
		}
		found.and(key + ".provider in (:providers)", "providers", filter.providers())
			.and(key + ".provider = :provider", "provider", filter.provider())
			.and("k.search like lower(:text)", "text", Criteria.like(filter.text()));
		if (filter.enabled() != null) {
			asked.add("i.enabled = :enabled");
			found.param("enabled", filter.enabled());
		}
		if (filter.sync() != null) {
			found.param("sync", filter.sync().wireName());
			asked.add((filter.sync() == Sync.PENDING) ? CHANGING : NOT_CHANGING);
		}
		if (filter.sync() != null && filter.sync() != Sync.PENDING && !key.equals("apart")) {
			asked.add("i.sync = :sync");
		}
		return new Selection(from, key, found, String.join(" and ", asked));
	}

	/** What leads to the rows. */
	private static String key(IntegrationFilter filter, String all) {
		if (!filter.labels().isEmpty()) {
			return LABELS;
		}
		return switch (filter.sync()) {
			case PENDING -> "open";
			case DRIFTED, UNKNOWN -> "apart";
			case IN_SYNC -> missingOr(all, filter);
			case null -> missingOr(all, filter);
		};
	}

	/** Those that are missing have an index of the rows. */
	private static String missingOr(String all, IntegrationFilter filter) {
		return Boolean.TRUE.equals(filter.missing()) ? ROWS : all;
	}

	/** Whether it asks only for what no switch changes. */
	private static boolean isOfKeys(IntegrationFilter filter) {
		return filter.enabled() == null && filter.sync() == null && filter.missing() == null;
	}

	/** What is searched of each. */
	private static String text(String key) {
		return " cross join lateral (select search from integration_key named"
				+ " where named.provider = %1$s.provider and named.external_id = %1$s.external_id offset 0) k"
					.formatted(key);
	}

	/** The rows of each label, joined. */
	private static String labels(Map<String, String> labels, Criteria found) {
		StringBuilder from = new StringBuilder();
		int number = 0;
		for (Map.Entry<String, String> label : labels.entrySet()) {
			String name = "l" + number;
			from.append((number == 0) ? "integration_label l0"
					: " join integration_label %s using (provider, external_id)".formatted(name));
			found
				.and("%1$s.name = :name_%1$s and %1$s.value = :value_%1$s".formatted(name), "name_" + name,
						label.getKey())
				.param("value_" + name, label.getValue());
			number++;
		}
		return from.toString();
	}

	/** Those behind an integration, in the order of their ids. */
	Selection after(@Nullable IntegrationRef ref, @Nullable String provider) {
		if (ref != null && ref.provider().equals(provider)) {
			found.and(key + ".external_id > :afterId", "afterId", ref.externalId());
		}
		else if (ref != null) {
			found
				.and("(%1$s.provider, %1$s.external_id) > (:afterProvider, :afterId)".formatted(key), "afterProvider",
						ref.provider())
				.param("afterId", ref.externalId());
		}
		return this;
	}

	/**
	 * Those that were updated before an integration, and those of that time behind it.
	 */
	Selection before(@Nullable ListPosition position) {
		if (position != null) {
			found
				.and("(i.updated_at < :updatedAt or i.updated_at = :updatedAt"
						+ " and (i.provider, i.external_id) > (:afterProvider, :afterId))", "updatedAt",
						Columns.time(position.updatedAt()))
				.param("afterProvider", position.ref().provider())
				.param("afterId", position.ref().externalId());
		}
		return this;
	}

	/**
	 * The tables with those of the table {@code recent} in the place of all rows; empty
	 * if an index leads to the rows.
	 */
	Optional<String> fromRecent() {
		return key.equals(ROWS) ? Optional.of(RECENT_ROWS + from.substring(ALL_ROWS.length())) : Optional.empty();
	}

	/** Whether rows are looked at that are not selected. */
	boolean asks() {
		return !asked.isEmpty();
	}

	/** In the order of ids. */
	String order() {
		return " order by %1$s.provider, %1$s.external_id".formatted(key);
	}

	/** As {@code where}, with others. */
	String allConditions(String... others) {
		String where = found.where();
		for (String condition : others) {
			where += (where.isEmpty() ? " where " : " and ") + condition;
		}
		return asks() ? where + (where.isEmpty() ? " where " : " and ") + asked : where;
	}

}
