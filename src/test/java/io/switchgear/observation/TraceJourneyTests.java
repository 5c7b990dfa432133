package io.switchgear.observation;

import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.stream.Stream;

import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.switchgear.simulator.Fault;
import io.switchgear.simulator.Received;
import io.switchgear.simulator.RootFiSimulator;
import io.switchgear.simulator.WhiskSimulator;
import io.switchgear.support.Answer;
import io.switchgear.support.OwnGateway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Nobody samples here but the caller, and one of the two providers is told. */
class TraceJourneyTests {

	private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

	private static final String CALLERS_SPAN = "b7ad6b7169203331";

	private static final OwnGateway gateways = new OwnGateway("traces");

	private static final WhiskSimulator whisk = gateways.whisk();

	private static final RootFiSimulator rootfi = gateways.rootfi();

	private static ConfigurableApplicationContext gateway;

	@BeforeAll
	static void start() {
		gateway = gateways.start(List.of("management.tracing.sampling.probability=0",
				"switchgear.providers.rootfi.propagate-trace=true"), Exporting.class);
	}

	@AfterAll
	static void end() {
		gateways.close();
	}

	@BeforeEach
	void startAfresh() {
		whisk.reset();
		rootfi.reset();
	}

	/** Older versions of Prometheus refuse the whole answer for one more. */
	@Test
	void namesTracesInMetricsWhereOpenMetricsAllowsIt() {
		disableAtWhisk();
		String port = gateway.getEnvironment().getProperty("local.management.port");
		Answer metrics = Answer
			.to(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/actuator/prometheus"))
				.header("Accept", "application/openmetrics-text; version=1.0.0"));
		assertThat(metrics.header("Content-Type")).startsWith("application/openmetrics-text");
		assertThat(metrics.body().lines().filter((line) -> line.contains(" # {"))).isNotEmpty()
			.allSatisfy((line) -> assertThat(line).contains(TRACE).containsPattern("^\\w+(_bucket|_total)[{ ]"));
	}

	@Test
	void joinsRequestTransactionsCallAndEachAttemptInTheTraceOfTheCaller() {
		whisk.next(Fault.answer(503));
		disableAtWhisk();
		SpanData request = one((span) -> span.getKind() == SpanKind.SERVER);
		SpanData change = one((span) -> span.getName().equals("disable whisk"));
		SpanData call = one((span) -> ofStack(span) && span.getKind() == SpanKind.INTERNAL);
		List<SpanData> attempts = all((span) -> ofStack(span) && span.getKind() == SpanKind.CLIENT).toList();
		assertThat(request.getParentSpanId()).isEqualTo(CALLERS_SPAN);
		assertThat(change.getParentSpanId()).isEqualTo(request.getSpanId());
		assertThat(call.getParentSpanId()).isEqualTo(change.getSpanId());
		assertThat(attempts).hasSize(2)
			.allSatisfy((attempt) -> assertThat(attempt.getParentSpanId()).isEqualTo(call.getSpanId()));
		assertThat(all((span) -> span.getName().equals("switchgear.transaction")).map(SpanData::getParentSpanId))
			.contains(request.getSpanId(), change.getSpanId());
	}

	@Test
	void tellsAProviderNothingOfTheTraceByDefault() {
		disableAtWhisk();
		assertThat(whisk.journal().all()).isNotEmpty()
			.allSatisfy((received) -> assertThat(received.headers().keySet().stream().map(String::toLowerCase))
				.doesNotContain("traceparent", "tracestate", "baggage", "b3", "x-b3-traceid"));
	}

	@Test
	void tellsAProviderTheAttemptWhereTheSettingsSaySo() {
		rootfi.next(Fault.answer(503));
		rootfi.add(1234, "ZOHO_BOOKS", "1000.clientidentifier.0001", "c4n4ry-93b1", false, true);
		disable("rootfi/1234");
		List<String> attempts = all((span) -> span.getKind() == SpanKind.CLIENT)
			.map((span) -> "00-" + TRACE + "-" + span.getSpanId() + "-01")
			.toList();
		assertThat(rootfi.journal().all().stream().map(TraceJourneyTests::traceparent)).hasSize(3)
			.containsExactlyInAnyOrderElementsOf(attempts);
		assertThat(rootfi.journal().all())
			.allSatisfy((received) -> assertThat(received.headers().toString()).doesNotContain("c4n4ry-of-caller"));
	}

	private static void disableAtWhisk() {
		String id = UUID.randomUUID().toString();
		whisk.add(id, "INTEGRATION_TYPE_SHOPIFY", true);
		disable("whisk/" + id);
	}

	private static void disable(String integration) {
		spans().clear();
		OwnGateway.caller(gateway)
			.post()
			.uri("/v1/integrations/" + integration + "/disable")
			.header("traceparent", "00-" + TRACE + "-" + CALLERS_SPAN + "-01")
			.header("tracestate", "vendor=c4n4ry-of-caller")
			.header("baggage", "user=c4n4ry-of-caller")
			.exchange()
			.expectStatus()
			.isOk();
		await().atMost(Duration.ofSeconds(10)).until(() -> {
			gateway.getBean(SdkTracerProvider.class).forceFlush();
			return all((span) -> span.getKind() == SpanKind.SERVER).findAny().isPresent();
		});
	}

	private static SpanData one(Predicate<SpanData> which) {
		List<SpanData> found = all(which).toList();
		assertThat(found).hasSize(1);
		return found.getFirst();
	}

	private static Stream<SpanData> all(Predicate<SpanData> which) {
		return spans().stream().filter((span) -> span.getTraceId().equals(TRACE)).filter(which);
	}

	private static List<SpanData> spans() {
		return gateway.getBean(Spans.class).ended;
	}

	private static boolean ofStack(SpanData span) {
		return span.getName().equals("whisk update-state");
	}

	private static String traceparent(Received received) {
		return String.valueOf(received.header("traceparent"));
	}

	/** Keeps spans in memory. */
	static final class Spans implements SpanExporter {

		private final List<SpanData> ended = new CopyOnWriteArrayList<>();

		@Override
		public CompletableResultCode export(Collection<SpanData> spans) {
			ended.addAll(spans);
			return CompletableResultCode.ofSuccess();
		}

		@Override
		public CompletableResultCode flush() {
			return CompletableResultCode.ofSuccess();
		}

		@Override
		public CompletableResultCode shutdown() {
			return CompletableResultCode.ofSuccess();
		}

	}

	@TestConfiguration(proxyBeanMethods = false)
	static class Exporting {

		@Bean
		Spans spans() {
			return new Spans();
		}

	}

}
