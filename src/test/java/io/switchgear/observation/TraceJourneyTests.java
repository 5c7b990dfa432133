package io.switchgear.observation;

import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.stream.Stream;

import io.switchgear.simulator.Fault;
import io.switchgear.simulator.Received;
import io.switchgear.support.Journey;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Nobody samples here but the caller, and one of the two providers is told. */
@TestPropertySource(properties = { "management.tracing.sampling.probability=0",
		"switchgear.providers.rootfi.propagate-trace=true" })
class TraceJourneyTests extends Journey {

	private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

	private static final String CALLERS_SPAN = "b7ad6b7169203331";

	@Autowired
	private Spans spans;

	@Autowired
	private SdkTracerProvider tracing;

	@Test
	void joinsRequestTransactionsCallAndEachAttemptInTheTraceOfTheCaller() {
		whisk.next(Fault.answer(503));
		disable("whisk/" + whiskIntegration());
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
		disable("whisk/" + whiskIntegration());
		assertThat(whisk.journal().all()).isNotEmpty()
			.allSatisfy((received) -> assertThat(received.headers().keySet().stream().map(String::toLowerCase))
				.doesNotContain("traceparent", "tracestate", "baggage", "b3", "x-b3-traceid"));
	}

	@Test
	void tellsAProviderTheAttemptWhereTheSettingsSaySo() {
		rootfi.next(Fault.answer(503));
		disable("rootfi/" + rootFiIntegration());
		List<String> attempts = all((span) -> span.getKind() == SpanKind.CLIENT)
			.map((span) -> "00-" + TRACE + "-" + span.getSpanId() + "-01")
			.toList();
		assertThat(rootfi.journal().all().stream().map(TraceJourneyTests::traceparent)).hasSize(3)
			.containsExactlyInAnyOrderElementsOf(attempts);
		assertThat(rootfi.journal().all())
			.allSatisfy((received) -> assertThat(received.headers().toString()).doesNotContain("c4n4ry-of-caller"));
	}

	private void disable(String integration) {
		spans.ended.clear();
		caller().post()
			.uri("/v1/integrations/" + integration + "/disable")
			.header("traceparent", "00-" + TRACE + "-" + CALLERS_SPAN + "-01")
			.header("tracestate", "vendor=c4n4ry-of-caller")
			.header("baggage", "user=c4n4ry-of-caller")
			.exchange()
			.expectStatus()
			.isOk();
		await().atMost(Duration.ofSeconds(10)).until(() -> {
			tracing.forceFlush();
			return all((span) -> span.getKind() == SpanKind.SERVER).findAny().isPresent();
		});
	}

	private SpanData one(Predicate<SpanData> which) {
		List<SpanData> found = all(which).toList();
		assertThat(found).hasSize(1);
		return found.getFirst();
	}

	private Stream<SpanData> all(Predicate<SpanData> which) {
		return spans.ended.stream().filter((span) -> span.getTraceId().equals(TRACE)).filter(which);
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
