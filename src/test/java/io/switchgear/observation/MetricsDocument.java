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

			Every replica exports its metrics at `:8081/actuator/prometheus`. This page is generated from the enum `Metric`. Tests
			fail if it differs from the enum, or if the running application exports other metrics. [runbooks.md](runbooks.md) explains
			what to do when a metric looks bad.

			Every series also has the tag `application="switchgear"`, because libraries use the same metric names in every
			application. Dashboard and alerts select by it. It is set by `management.metrics.tags.application`: if you change it,
			change the dashboard and the alerts as well.

			The column *whose* says how to combine the replicas. **replica** metrics describe one replica: sum them. **shared** metrics
			are read from the database, at most every five seconds, and are the same on every replica: use the maximum, never the sum.

			""";

	private static final String REST = """

			An *observation* is exported as a timer (`_count`, `_sum`, `_max`). It is also a span of the same name. Its timer has the
			further tag `error`: the kind of exception, or `none`. Calls, attempts and `http_server_requests_seconds` also have
			buckets (`_bucket`, tag `le`), which `management.metrics.distribution.slo.*` configures.

			Values of `outcome` for calls and attempts:

			| value | meaning |
			| --- | --- |
			| `succeeded` | the provider responded with success |
			| `status_<number>` | the provider responded with this status |
			| `unanswered` | no response; the provider may have acted |
			| `unreachable`, `busy`, `circuit_open`, `on_hold`, `deadline` | nothing was sent |
			| `cancelled` | the call was cancelled |

			Values of `code` are those of [errors.md](errors.md), or `none`. A repeated request that gets the stored response has
			`none`.

			## From libraries

			| metric | tags | shows |
			| --- | --- | --- |
			| `http_server_requests_seconds` | `uri` (path template), `method`, `status`, `outcome`, `code` (the problem's) | requests of the API |
			| `resilience4j_circuitbreaker_state` | `name` (provider), `state` | 1 for the state the breaker is in |
			| `resilience4j_circuitbreaker_calls_seconds` | `name`, `kind` | attempts by what they say about the provider: `successful`, `failed`, `ignored` |
			| `resilience4j_circuitbreaker_not_permitted_calls_total` | `name` | attempts that an open breaker refused |
			| `resilience4j_bulkhead_available_concurrent_calls`, `…_max_allowed_concurrent_calls` | `name` | the concurrency limit of all attempts, of those that only read (`<provider>-reads`), and of callers (`<provider>-callers`) |
			| `resilience4j_retry_calls_total` | `name`, `kind` | calls by whether they were retried, and with what result |
			| `hikaricp_connections_active`, `…_pending`, `…_max` | | database connections |
			| `dbscheduler_task_completions_total` | `task`, `result` | executions of background tasks |
			| `jvm_*`, `process_*`, `logback_events_total` | | the process |

			## Traces

			The gateway continues a caller's trace (`traceparent`, W3C), or starts a new one. A trace has spans for:

			- the request
			- each change (`switchgear.change.applying`, with the ids of change and integration)
			- each database transaction
			- each call to a provider, and each of its attempts

			Each attempt of a background change is a separate trace, with the same `change` on its span.

			`ObservedTransactions` observes whole transactions. An instrumented driver would add a span for each statement. But it
			would also add a library, would need care with parameters, and would say no more about where a write spends its time.

			Providers receive nothing of a trace, unless `switchgear.providers.<name>.propagate-trace` is `true`. Then each attempt
			carries its own `traceparent`.

			Spans are exported only if you set an OTLP endpoint. A caller's own sampling decision is kept. Other requests are sampled
			with this probability:

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
