package io.switchgear.openapi;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.models.examples.Example;
import io.switchgear.problem.InvalidField;
import io.switchgear.problem.Problem;
import io.switchgear.problem.ProblemCode;
import io.switchgear.problem.ProviderAnswer;
import tools.jackson.databind.json.JsonMapper;

/** What answers look like, for each provider. */
final class Examples {

	static final String WHISK_ID = "3f2cc9a1-8d5e-4e0b-9b7f-1d2c3b4a5968";

	private static final String REQUEST_ID = "019ac0de-0000-7000-8000-000000000001";

	private static final String INTEGRATION = """
			{"id": "rootfi/1234", "provider": "rootfi", "externalId": "1234", "displayName": "Zoho Books",
			 "labels": {"team": "billing"}, "enabled": false,
			 "observed": {"enabled": false, "at": "2026-11-22T10:00:00Z"}, "sync": "in_sync", "type": "ZOHO_BOOKS",
			 "settings": {"useProviderIdentity": true},
			 "credentials": {"clientId": "gfds…vbnm", "clientSecret": "set"},
			 "lastChange": {"id": "019ac0de-0000-7000-8000-000000000002", "action": "disable", "state": "succeeded",
			  "reason": "incident 4711", "actor": "billing-service", "at": "2026-11-22T09:59:59Z"},
			 "version": 1793520000000123, "createdAt": "2026-11-01T08:00:00Z", "updatedAt": "2026-11-22T10:00:00Z"}""";

	private static final String WHISK_INTEGRATION = """
			{"id": "whisk/%1$s", "provider": "whisk", "externalId": "%1$s",
			 "labels": {}, "enabled": true, "observed": {"enabled": false, "at": "2026-11-22T10:00:00Z"},
			 "sync": "drifted", "type": "SHOPIFY", "settings": {}, "credentials": {},
			 "version": 1793520000000123, "createdAt": "2026-11-01T08:00:00Z",
			 "updatedAt": "2026-11-22T10:00:00Z"}""".formatted(WHISK_ID);

	private static final String CHANGE = """
			{"id": "019ac0de-0000-7000-8000-000000000002", "integration": "rootfi/1234", "action": "update",
			 "state": "succeeded", "requested": {"credentials": {"clientId": "set", "clientSecret": "set"}},
			 "before": {"enabled": true, "observed": {"enabled": true, "at": "2026-11-22T09:59:59Z"}, "sync": "in_sync",
			  "labels": {}, "settings": {"useProviderIdentity": true}, "credentials": {}},
			 "after": {"enabled": true, "observed": {"enabled": true, "at": "2026-11-22T10:00:00Z"}, "sync": "in_sync",
			  "labels": {}, "settings": {"useProviderIdentity": true},
			  "credentials": {"clientId": "gfds…vbnm", "clientSecret": "set"}},
			 "reason": "keys rotated", "actor": "admin-ui", "source": "api", "attempts": 1, "requests": 2,
			 "providerRequestId": "9e107d9d-372b-4c1e-a1d4-5f0e8b6c7a21", "createdAt": "2026-11-22T09:59:59Z",
			 "startedAt": "2026-11-22T09:59:59Z", "finishedAt": "2026-11-22T10:00:00Z"}""";

	private static final String WHISK_CHANGE = """
			{"id": "019ac0de-0000-7000-8000-000000000003", "integration": "whisk/%1$s", "action": "disable",
			 "state": "failed", "requested": {"enabled": false},
			 "before": {"enabled": true, "observed": null, "sync": "unknown", "labels": {}, "settings": {},
			  "credentials": {}},
			 "actor": "billing-service", "source": "api", "attempts": 3, "requests": 3,
			 "problem": {"type": "https://switchgear.dev/problems/provider.error", "title": "The provider failed",
			  "status": 502, "detail": "whisk answered 500", "code": "provider.error", "blame": "provider",
			  "retryable": true, "requestId": "%2$s", "changeId": "019ac0de-0000-7000-8000-000000000003",
			  "provider": {"name": "whisk", "status": 500}},
			 "createdAt": "2026-11-22T09:59:59Z", "startedAt": "2026-11-22T09:59:59Z",
			 "finishedAt": "2026-11-22T10:00:00Z"}""".formatted(WHISK_ID, REQUEST_ID);

	private static final String DRY_RUN = with(INTEGRATION,
			"""
					"dryRun": {"requested": {"enabled": false},
					 "wouldSend": {"method": "PUT", "path": "/integrations/1234",
					  "body": {"client_id": "gfds…vbnm", "client_secret": "set", "is_disabled": true, "is_rootfi_identity": true}},
					 "checks": ["id", "permission", "credentials", "provider-read"]}""");

	private static final String WHISK_DRY_RUN = with(WHISK_INTEGRATION, """
			"dryRun": {"requested": {"enabled": false},
			 "wouldSend": {"method": "POST", "path": "/integrations/v1/update/state",
			  "body": {"integration_id": "%1$s", "status": "INTEGRATION_STATUS_DISABLED"}},
			 "checks": ["id", "permission"]}""".formatted(WHISK_ID));

	// As the gateway writes answers: without what is null
	private static final JsonMapper JSON = JsonMapper.builder()
		.changeDefaultPropertyInclusion((inclusion) -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
		.build();

	private static final Map<String, String> BY_NAME = Map.of("Integration-RootFi", INTEGRATION, "Integration-Whisk",
			WHISK_INTEGRATION, "Change-RootFi", CHANGE, "Change-Whisk", WHISK_CHANGE, "DryRun-RootFi", DRY_RUN,
			"DryRun-Whisk", WHISK_DRY_RUN);

	private Examples() {
	}

	static Map<String, Example> all() {
		Map<String, Example> all = new TreeMap<>();
		BY_NAME.forEach((name, json) -> all.put(name, new Example().value(plain(json))));
		return all;
	}

	/** The names of the examples of a schema. */
	static List<String> of(String schema) {
		return BY_NAME.keySet().stream().filter((name) -> name.startsWith(schema + "-")).sorted().toList();
	}

	static Example ref(String name) {
		return new Example().$ref("#/components/examples/" + name);
	}

	/** Written by what writes the real ones. */
	static Example problem(ProblemCode code) {
		Problem problem = Problem.of(code, code.cause());
		if (code == ProblemCode.REQUEST_INVALID) {
			problem = Problem.invalid(List.of(new InvalidField("/enabled", "must be true or false")));
		}
		if (code.code().startsWith("provider.") && code != ProblemCode.PROVIDER_UNKNOWN) {
			problem = problem.withProvider(ProviderAnswer.none("rootfi"));
		}
		String json = JSON.writeValueAsString(problem.body("/v1/integrations/rootfi/1234/disable", REQUEST_ID));
		return new Example().summary(code.title()).value(plain(json));
	}

	private static String with(String object, String member) {
		return object.substring(0, object.lastIndexOf('}')) + ", " + member + "}";
	}

	// Of plain Java types, because it is written by another version of Jackson.
	private static Object plain(String json) {
		return JsonMapper.shared().readValue(json, Object.class);
	}

}
