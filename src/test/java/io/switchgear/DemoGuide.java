package io.switchgear;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

import io.switchgear.issuer.Person;

/** What to type to see the gateway at work. */
record DemoGuide(Demo demo) {

	/** Shell commands, to be run one after the other in the same shell. */
	List<String> commands() {
		String integration = demo.gatewayUrl() + "/v1/integrations/rootfi/1234";
		String call = "curl -sS -w '\\n%{http_code}\\n' -H \"Authorization: Bearer $TOKEN\"";
		return List.of(
				"TOKEN=$(curl -sS -u billing-service:demo-only-billing -d grant_type=client_credentials"
						+ " -d scope=integrations:read+integrations:write " + demo.issuer().tokenUrl()
						+ " | sed -n 's/.*\"access_token\" *: *\"\\([^\"]*\\)\".*/\\1/p')",
				call + " -H 'Content-Type: application/json' -d '{\"reason\": \"incident 4711\"}' " + integration
						+ "/disable",
				call + " " + integration + "/changes");
	}

	private static String people() {
		return Arrays.stream(Person.values())
			.map((person) -> "%s with the password %s".formatted(person.login(), person.password()))
			.collect(Collectors.joining(", or as ", "Log in as ", "."));
	}

	@Override
	public String toString() {
		return """

				Switchgear is ready. Its console is at %s
				%s

				Or paste these lines: get a token, disable a RootFi integration, see its history.

				%s

				Swagger UI: %s/swagger-ui.html
				""".formatted(demo.consoleUrl(), people(), String.join("\n\n", commands()), demo.gatewayUrl());
	}

}
