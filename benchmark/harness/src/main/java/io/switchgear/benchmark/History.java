package io.switchgear.benchmark;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import tools.jackson.databind.JsonNode;

/**
 * How long the database takes for a page of each list, by each filter, over a long
 * history.
 */
final class History implements Part {

	private static final int CALLS = 5;

	private static final List<String> PAGES = List.of("/v1/integrations?limit=200", "/v1/integrations?provider=rootfi",
			"/v1/integrations?enabled=true", "/v1/integrations?sync=drifted", "/v1/integrations?label=team:team-7",
			"/v1/integrations?label=team:team-7&enabled=true&provider=rootfi", "/v1/integrations?q=rare",
			"/v1/integrations?q=zoho&provider=rootfi", "/v1/integrations?q=nothing-has-this", "/v1/changes?limit=200",
			"/v1/changes?provider=rootfi", "/v1/changes?actor=service-7", "/v1/changes?actor=nobody",
			"/v1/changes?action=disable", "/v1/changes?action=update", "/v1/changes?state=failed",
			"/v1/changes?state=cancelled", "/v1/changes?state=succeeded", "/v1/changes?state=pending",
			"/v1/changes?state=applying", "/v1/changes?provider=rootfi&action=update",
			"/v1/changes?provider=rootfi&state=failed", "/v1/changes?provider=rootfi&actor=service-7",
			"/v1/changes?actor=service-7&state=failed", "/v1/changes?actor=service-8&state=failed",
			"/v1/integrations/whisk/%s/changes".formatted(Pool.whiskId(7)), "/v1/batches?state=running", "/v1/batches",
			"/v1/changes?code=provider.error", "/v1/changes?via=admin-ui", "/v1/changes?since=2026-01-01T00:00:00Z",
			"/v1/changes?code=provider.error&provider=rootfi", "/v1/integrations?missing=true",
			"/v1/integrations?sync=pending", "/v1/integrations?sort=updatedAt", "/v1/providers");

	// Kept for up to a minute, so only the first one asks the database
	private static final String SUMMARY = "/v1/summary";

	@Override
	public Section run(Lab lab) {
		Map<String, Row> rows = new LinkedHashMap<>();
		for (Target gateway : lab.longLived()) {
			rows.computeIfAbsent(SUMMARY, Row::of).with(gateway.name() + ", ms", Range.of(Arrays.stream(new double[] {
					millis(gateway, SUMMARY) })));
			for (String page : PAGES) {
				Row row = rows.computeIfAbsent(page, Row::of).with(gateway.name() + ", ms", measured(gateway, page));
				JsonNode cursor = new Caller(gateway).json("GET", page, "").path("nextCursor");
				if (cursor.isString()) {
					String next = page + (page.contains("?") ? "&" : "?") + "cursor=" + cursor.stringValue();
					row.with(gateway.name() + ", next page", measured(gateway, next));
				}
			}
		}
		return new Section("history",
				"Pages over %,d changes and %,d integrations".formatted(lab.options().changes(), Seed.INTEGRATIONS),
				"Milliseconds in the database for each page, with all statements of the request; median, lowest and highest. If there is a second page, it is measured too.",
				new ArrayList<>(rows.values()));
	}

	private static Range measured(Target gateway, String page) {
		new Caller(gateway).json("GET", page, "");
		double[] millis = new double[CALLS];
		for (int i = 0; i < CALLS; i++) {
			millis[i] = millis(gateway, page);
		}
		Range range = Range.of(Arrays.stream(millis));
		Progress.say("  %-10s %s ms for %s", gateway.name(), range, page);
		return range;
	}

	private static double millis(Target gateway, String page) {
		Postgres database = gateway.databaseOf();
		database.execute("select pg_stat_statements_reset()");
		new Caller(gateway).json("GET", page, "");
		return Double.parseDouble(database.text("""
				select coalesce(sum(total_exec_time), 0) from pg_stat_statements
				where userid = 'switchgear'::regrole and query not like '%scheduled_tasks%'"""));
	}

}
