package io.switchgear.observation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The page that lists every metric. */
final class MetricsDocument {

	private static final String PREFACE = """
			# Metrics and traces

			Every replica exports its metrics at `:8081/actuator/prometheus`. This page is made from the enum `Metric`; a test
			fails where it differs, and another where the running application exports anything else. What to do when a metric
			looks bad: [runbooks.md](runbooks.md).

			Every series has the tag `application="switchgear"` beside those listed here, since libraries name their metrics
			alike in every application; dashboard and alerts ask for it. It is `management.metrics.tags.application`: leave
			that as it is, or change them too.

			*Whose* says how to read a metric over several replicas: **replica** counts what that replica did, so sum it;
			**shared** is read from the database, at most every five seconds, and is the same on every replica, so take its
			maximum and never sum it.

			""";

	private static final String REST = """

			An *observation* is a timer (`_count`, `_sum`, `_max`), one more for what is under way (`_active_…`), and a span
			of the same name. Beside the tags above its timer has `error`, the kind of exception or `none`. Calls, attempts
			and `http_server_requests_seconds` also have buckets (`_bucket`, tag `le`), which
			`management.metrics.distribution.slo.*` sets.

			Values of `outcome` of a call or attempt: `succeeded`, `status_<number>` (the provider's answer), `unanswered`
			(the provider may have acted), `unreachable`, `busy`, `circuit_open`, `on_hold` and `deadline` (nothing was sent),
			`cancelled`. Values of `code` are those of [errors.md](errors.md), or `none`; a repeat
			that gets a kept answer has `none`.

			## From libraries

			| metric | tags | shows |
			| --- | --- | --- |
			| `http_server_requests_seconds` | `uri` (path template), `method`, `status`, `outcome`, `code` (the problem's) | requests of the API |
			| `resilience4j_circuitbreaker_state` | `name` (provider), `state` | 1 for the state the breaker is in |
			| `resilience4j_circuitbreaker_calls_seconds` | `name`, `kind` | attempts by what they say of the provider: `successful`, `failed`, `ignored` |
			| `resilience4j_circuitbreaker_not_permitted_calls_total` | `name` | attempts that an open breaker held back |
			| `resilience4j_bulkhead_available_concurrent_calls`, `…_max_allowed_concurrent_calls` | `name` | the concurrency limit |
			| `resilience4j_retry_calls_total` | `name`, `kind` | calls by whether a retry was made, and helped |
			| `hikaricp_connections_active`, `…_pending`, `…_max` | | database connections |
			| `dbscheduler_task_completions_total` | `task`, `result` | executions of background tasks |
			| `jvm_*`, `process_*`, `logback_events_total` | | the process |

			## Traces

			A caller's `traceparent` (W3C) is continued; else a trace begins here. It holds a span for the request, for each
			change (`switchgear.change.applying`, with the ids of change and integration), each database transaction, each
			call of a provider and each attempt of it. A change that goes on in the background is a trace of its own for each
			attempt, with the same `change` on its span. Transactions are observed where they are run, in
			`ObservedTransactions`: a span for each statement, as an instrumented driver gives, would cost another library and
			care about parameters in it, and would say no more about where a write spent its time.

			Nothing of a trace is sent to a provider unless `switchgear.providers.<name>.propagate-trace` is `true`; then each
			attempt carries a `traceparent` of its own.

			Spans are exported only where an OTLP endpoint is set. Callers that sample decide for their requests; of the
			others that share is sampled:

			```yaml
			management:
			  opentelemetry.tracing.export.otlp.endpoint: http://collector:4318/v1/traces
			  tracing.sampling.probability: 0.1
			```
			""";

	private MetricsDocument() {
	}

	static String text() {
		String rows = Stream.of(Metric.values()).map(MetricsDocument::row).collect(Collectors.joining("\n"));
		return PREFACE
				+ "| metric | in Prometheus | kind | tags | whose | shows |\n| --- | --- | --- | --- | --- | --- |\n"
				+ rows + "\n" + REST;
	}

	/** The names under which Prometheus reads it. */
	static List<String> exportedNames(Metric metric) {
		String name = metric.meterName().replace('.', '_');
		return switch (metric.kind()) {
			case COUNTER -> List.of(name + "_total");
			case GAUGE -> List.of(name);
			case GAUGE_SECONDS -> List.of(name + "_seconds");
			case OBSERVATION -> List.of(name + "_seconds_count", name + "_seconds_sum", name + "_seconds_max");
		};
	}

	private static String row(Metric metric) {
		String name = exportedNames(metric).getFirst().replaceFirst("_count$", "");
		List<String> tags = new ArrayList<>(metric.tags());
		tags.replaceAll((tag) -> "`" + tag + "`");
		return "| `%s` | `%s` | %s | %s | %s | %s |".formatted(metric.meterName(), name,
				metric.kind().name().toLowerCase(Locale.ROOT).replace("_seconds", ""), String.join(", ", tags),
				metric.sight().name().toLowerCase(Locale.ROOT), metric.description());
	}

}
