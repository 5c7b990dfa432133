package io.switchgear.benchmark;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

import io.switchgear.benchmark.Pool.Step;

/** What callers do, at the gateway and at a peer that only passes it on. */
enum Workload {

	/** Enables and disables at Whisk, which takes one call. */
	SWITCH(1) {
		@Override
		byte[] atGateway(Step step, String token) {
			return switched("whisk/" + Pool.whiskId(step.index()), step, bearer(token));
		}

		@Override
		byte[] atPeer(Step step, boolean second) {
			return Http.request("POST", "/integrations/v1/update/state", bearer(Stub.KEY), """
					{"integration_id":"%s","status":"INTEGRATION_STATUS_%s"}""".formatted(Pool.whiskId(step.index()),
					step.enabled() ? "ENABLED" : "DISABLED"));
		}
	},

	/** The same with an idempotency key. */
	KEY(1) {
		@Override
		byte[] atGateway(Step step, String token) {
			return switched("whisk/" + Pool.whiskId(step.index()), step,
					Map.of("Authorization", "Bearer " + token, "Idempotency-Key", UUID.randomUUID().toString()));
		}

		@Override
		byte[] atPeer(Step step, boolean second) {
			return SWITCH.atPeer(step, second);
		}
	},

	/** Enables and disables at RootFi, which takes a read and a write. */
	ROOTFI(2) {
		@Override
		byte[] atGateway(Step step, String token) {
			return switched("rootfi/" + Pool.rootfiId(step.index()), step, bearer(token));
		}

		@Override
		byte[] atPeer(Step step, boolean second) {
			String path = "/integrations/" + Pool.rootfiId(step.index());
			return second ? Http.request("PUT", path, Map.of("api_key", Stub.KEY), """
					{"client_id":"1000.BENCHMARK","client_secret":"not-a-secret-of-anyone","is_disabled":%s,\
					"is_rootfi_identity":true}""".formatted(!step.enabled()))
					: Http.request("GET", path, Map.of("api_key", Stub.KEY), "");
		}
	},

	/** Reads one integration that the gateway knows. */
	GET(1) {
		@Override
		byte[] atGateway(Step step, String token) {
			return Http.request("GET", "/v1/integrations/whisk/" + Pool.whiskId(step.index()), bearer(token), "");
		}

		@Override
		byte[] atPeer(Step step, boolean second) {
			return ROOTFI.atPeer(step, false);
		}
	};

	private final int peerCalls;

	Workload(int peerCalls) {
		this.peerCalls = peerCalls;
	}

	/** How many calls through the peer do what one request to the gateway does. */
	int peerCalls() {
		return peerCalls;
	}

	Requests atGateway(Pool pool, String token) {
		if (this == KEY) {
			return (connection) -> atGateway(pool.next(connection), token);
		}
		Map<Step, byte[]> known = new ConcurrentHashMap<>();
		return (connection) -> known.computeIfAbsent(pool.next(connection), (step) -> atGateway(step, token));
	}

	Requests atPeer(Pool pool) {
		Map<Step, byte[]> first = new ConcurrentHashMap<>();
		if (peerCalls == 1) {
			return (connection) -> first.computeIfAbsent(pool.next(connection), (step) -> atPeer(step, false));
		}
		Map<Step, byte[]> second = new ConcurrentHashMap<>();
		Map<Integer, Step> begun = new ConcurrentHashMap<>();
		return (connection) -> {
			Step step = begun.remove(connection);
			if (step != null) {
				return second.computeIfAbsent(step, (known) -> atPeer(known, true));
			}
			Step next = pool.next(connection);
			begun.put(connection, next);
			return first.computeIfAbsent(next, (known) -> atPeer(known, false));
		};
	}

	abstract byte[] atGateway(Step step, String token);

	abstract byte[] atPeer(Step step, boolean second);

	static byte[] switched(String integration, Step step, Map<String, String> headers) {
		return Http.request("POST", "/v1/integrations/" + integration + (step.enabled() ? "/enable" : "/disable"),
				headers, "{\"reason\":\"benchmark\"}");
	}

	static Map<String, String> bearer(String token) {
		return Map.of("Authorization", "Bearer " + token);
	}

}
