package io.switchgear.benchmark;

import java.util.LinkedHashMap;
import java.util.Map;

/** All parts by name, in the order in which they run. */
final class Parts {

	private static final int RATE = 300;

	private static final int CONNECTIONS = 2_000;

	private Parts() {
	}

	static Map<String, Part> all() {
		Map<String, Part> parts = new LinkedHashMap<>();
		parts.put("parity", new Parity());
		parts.put("switch", new ClosedLoop("switch", "A durable switch at Whisk, 32 connections", Workload.SWITCH));
		parts.put("get", new ClosedLoop("get", "Read one integration, 32 connections", Workload.GET));
		parts.put("rate", new OpenLoop("rate", "A switch at Whisk, " + RATE + " a second", RATE));
		parts.put("key", new ClosedLoop("key", "A switch with an idempotency key, 32 connections", Workload.KEY));
		parts.put("rootfi",
				new ClosedLoop("rootfi", "A switch at RootFi (two calls), 32 connections", Workload.ROOTFI));
		parts.put("descriptor", new Described());
		parts.put("batch", new Batch());
		parts.put("fair", new Fair());
		parts.put("neighbour", new Neighbour());
		parts.put("connections", new Crowd(CONNECTIONS));
		parts.put("start", new Startup());
		parts.put("history", new History());
		parts.put("long", new LongHistory());
		parts.put("snapshot", new Snapshot());
		return parts;
	}

}
