package io.switchgear.simulator;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/** Takes each request in, writes it to the journal and lets it meet its fault. */
record Reception(ProviderApi api, Faults faults, Journal journal,
		Clock clock) implements BiFunction<HttpServerRequest, HttpServerResponse, Publisher<Void>> {

	@Override
	public Publisher<Void> apply(HttpServerRequest request, HttpServerResponse response) {
		Faults.Encounter encounter = faults.take(request.method().name());
		Line line = new Line(response, encounter.recovery());
		if (encounter.fault() instanceof Fault.ResetBeforeReading) {
			journal.add(received(request, ""));
			return line.reset();
		}
		return request.receive().aggregate().asString(StandardCharsets.UTF_8).defaultIfEmpty("").flatMap((body) -> {
			Received received = received(request, body);
			journal.add(received);
			return meet(encounter.fault(), received, line);
		});
	}

	private Mono<Void> meet(Fault fault, Received received, Line line) {
		return switch (fault) {
			case Fault.None() -> line.answer(api.answer(received));
			case Fault.Answer(Reply reply) -> line.answer(reply);
			case Fault.Hang() -> line.hang();
			case Fault.ResetBeforeReading(), Fault.ResetAfterReading() -> line.reset();
			case Fault.SlowHeaders(var delay) -> line.answer(api.answer(received), delay);
			case Fault.Drip(var perByte) -> line.drip(api.answer(received), perByte);
			case Fault.Embellished() -> line.answer(Json.embellished(api.answer(received)));
			case Fault.Interim(int status) -> line.interim(status).then(line.answer(api.answer(received)));
			case Fault.Truncated() -> line.truncate(api.answer(received));
			case Fault.Applied(Fault then) -> {
				api.answer(received);
				yield meet(then, received, line);
			}
		};
	}

	private Received received(HttpServerRequest request, String body) {
		String[] target = request.uri().split("\\?", 2);
		Map<String, List<String>> headers = new LinkedHashMap<>();
		request.requestHeaders()
			.forEach((header) -> headers.computeIfAbsent(header.getKey(), (_) -> new ArrayList<>())
				.add(header.getValue()));
		headers.replaceAll((_, values) -> List.copyOf(values));
		return new Received(request.method().name(), target[0], (target.length > 1) ? target[1] : "",
				Collections.unmodifiableMap(headers), body, clock.instant());
	}

}
