package io.switchgear.benchmark;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.StringJoiner;

/**
 * Fills the database of a gateway with integrations and a long history. Rows are copies
 * of one that the gateway itself wrote, but for what is given here, so that this does not
 * depend on all columns.
 */
record Seed(Target gateway, long changes) {

	static final int INTEGRATIONS = 100_000;

	private static final int ROOTFI_FROM = 80_000;

	private static final long CHUNK = 250_000;

	private static final Duration AGE = Duration.ofDays(100);

	// Without a common divisor with their number, so that changes come to all in turn
	private static final int STRIDE = 7919;

	private static final int TEMPLATE = 5_000_000;

	private static final String UNSUCCESSFUL = "when i % 100 = 7 then 'failed' when i % 1000 = 13 then 'cancelled'";

	void plant() {
		String template = "whisk/" + Pool.whiskId(TEMPLATE);
		new Caller(gateway).json("POST", "/v1/integrations/" + template + "/disable", "{\"reason\":\"benchmark\"}");
		Postgres database = gateway.databaseOf();
		long begin = Instant.now().minus(AGE).toEpochMilli();
		double step = AGE.toMillis() / (double) changes;
		insert(database, "integration", integration(begin, step), 0, INTEGRATIONS);
		// Otherwise a trigger writes an event for each row
		database.execute("set session_replication_role = replica");
		for (long from = 0; from < changes; from += CHUNK) {
			insert(database, "change", change(begin, step), from, Math.min(from + CHUNK, changes));
			Progress.say("  %,d of %,d changes", Math.min(from + CHUNK, changes), changes);
		}
		database.execute("set session_replication_role = default");
		database.execute("vacuum (analyze)");
		database.execute("checkpoint");
	}

	private static void insert(Postgres database, String table, Map<String, String> values, long from, long to) {
		StringJoiner columns = new StringJoiner(", ");
		StringJoiner expressions = new StringJoiner(", ");
		for (String column : database.columns(table)) {
			columns.add('"' + column + '"');
			expressions.add(values.getOrDefault(column, "template.\"" + column + '"'));
		}
		database.execute("""
				insert into %1$s (%2$s)
				select %3$s
				from generate_series(%4$d::bigint, %5$d) i
				cross join lateral (select case when '%1$s' = 'change' then i * %8$d %% %6$d else i end n) numbered
				cross join (select * from %1$s where provider = 'whisk' and external_id = '%7$s' limit 1) template
				on conflict do nothing""".formatted(table, columns, expressions, from, to - 1, INTEGRATIONS,
				Pool.whiskId(TEMPLATE), STRIDE));
	}

	private Map<String, String> integration(long begin, double step) {
		String last = lastChange();
		return Map.ofEntries(Map.entry("provider", provider()), Map.entry("external_id", externalId()),
				Map.entry("display_name", "'Integration ' || n || case when n % 20000 = 77 then ' rare' else '' end"),
				Map.entry("labels", "jsonb_build_object('team', 'team-' || n % 200)"),
				Map.entry("type", "case when n % 7 = 0 then 'ZOHO_BOOKS' else 'INTEGRATION_TYPE_CUSTOM' end"),
				Map.entry("enabled", "n % 2 = 0"), Map.entry("observed_enabled", "n % 2 = 0"),
				Map.entry("sync", "case when n % 500 = 0 then 'drifted' else 'in_sync' end"),
				Map.entry("last_change", id(begin, step, last)), Map.entry("updated_at", time(begin, step, last)));
	}

	/** The number of the last change of the integration {@code n}. */
	private String lastChange() {
		BigInteger integrations = BigInteger.valueOf(INTEGRATIONS);
		long back = BigInteger.valueOf(STRIDE).modInverse(integrations).longValue();
		long first = Math.max(0, changes - INTEGRATIONS);
		return "(%1$d + (n * %2$d - %1$d %% %3$d + %3$d) %% %3$d)".formatted(first, back, INTEGRATIONS);
	}

	private static String millis(long begin, double step, String change) {
		return "(%d + floor(%s * %s))::bigint".formatted(begin, change, step);
	}

	private static String time(long begin, double step, String change) {
		return "to_timestamp(" + millis(begin, step, change) + " / 1000.0)";
	}

	private static String id(long begin, double step, String change) {
		return """
				(lpad(to_hex(%1$s), 12, '0') || '7' || substr(md5((%2$s)::text), 1, 3) || '8' || substr(md5((%2$s)::text), 4, 15))::uuid"""
			.formatted(millis(begin, step, change), change);
	}

	private static Map<String, String> change(long begin, double step) {
		String time = time(begin, step, "i");
		return Map.ofEntries(Map.entry("id", id(begin, step, "i")), Map.entry("provider", provider()),
				Map.entry("external_id", externalId()),
				Map.entry("action", "case when i % 2 = 0 then 'enable' else 'disable' end"),
				Map.entry("state", "case " + UNSUCCESSFUL + " else 'succeeded' end"),
				Map.entry("outcome", "case " + UNSUCCESSFUL + " end"),
				Map.entry("actor", "'service-' || i % 50"),
				Map.entry("batch", "case when i % 5 = 3 then md5((i / 50000)::text)::uuid end"),
				Map.entry("created_at", time), Map.entry("started_at", time), Map.entry("finished_at", time));
	}

	private static String provider() {
		return "case when n >= " + ROOTFI_FROM + " then 'rootfi' else 'whisk' end";
	}

	private static String externalId() {
		return "case when n >= %d then (n + 1000)::text else '%s' || lpad(to_hex(n), 12, '0') end"
			.formatted(ROOTFI_FROM, Pool.whiskId(0).substring(0, 24));
	}

}
