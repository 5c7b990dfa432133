package io.switchgear.simulator;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;

import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * The faults to come: first those queued, then the one for the request's method, then the
 * one for all.
 */
final class Faults {

	private final Queue<Fault> next = new ArrayDeque<>();

	private final Map<String, Fault> byMethod = new HashMap<>();

	private Fault always = Fault.none();

	private Sinks.Empty<Void> recovery = Sinks.empty();

	synchronized void next(Fault... faults) {
		next.addAll(List.of(faults));
	}

	synchronized void always(Fault fault) {
		always = fault;
	}

	synchronized void when(String method, Fault fault) {
		byMethod.put(method, fault);
	}

	synchronized void recover() {
		next.clear();
		byMethod.clear();
		always = Fault.none();
		recovery.tryEmitEmpty().orThrow();
		recovery = Sinks.empty();
	}

	synchronized Encounter take(String method) {
		Fault queued = next.poll();
		Fault fault = (queued != null) ? queued : byMethod.getOrDefault(method, always);
		return new Encounter(fault, recovery.asMono());
	}

	/** A fault and the recovery that ends it. */
	record Encounter(Fault fault, Mono<Void> recovery) {
	}

}
