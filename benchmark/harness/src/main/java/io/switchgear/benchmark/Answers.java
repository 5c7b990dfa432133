package io.switchgear.benchmark;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What a provider of the stub answers to a request. */
interface Answers {

	byte[] answer(String method, String path, CharSequence body);

	/** Whisk answers every switch with an empty object. */
	static Answers whisk() {
		byte[] empty = Http.response(200, "{}");
		return (_, _, _) -> empty;
	}

	/** RootFi shows an integration as the last PUT left it. */
	static Answers rootfi() {
		Map<String, Boolean> disabled = new ConcurrentHashMap<>();
		return (method, path, body) -> {
			String id = path.substring(path.lastIndexOf('/') + 1);
			if (method.equals("PUT")) {
				disabled.put(id, body.toString().contains("\"is_disabled\":true"));
			}
			return Http.response(200,
					"""
							{"data":{"integration_type":"ZOHO_BOOKS","rootfi_id":%s,\
							"rootfi_created_at":"2026-01-02T03:04:05.678Z","rootfi_updated_at":"2026-01-02T03:04:05.678Z",\
							"client_id":"1000.BENCHMARK","client_secret":"not-a-secret-of-anyone","is_disabled":%s,\
							"metadata":{},"is_rootfi_identity":true},"request_timestamp":"2026-01-02T03:04:05.678Z",\
							"response_timestamp":"2026-01-02T03:04:05.678Z","request_id":"6fa1b9f0-0c5e-4d53-8a2e-3a0e0c7a1f11"}"""
						.formatted(id, disabled.getOrDefault(id, false)));
		};
	}

	/** The same for each request. */
	static Answers fixed(String json) {
		byte[] response = Http.response(200, json);
		return (_, _, _) -> response;
	}

}
