package io.switchgear.connector.http;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.switchgear.connector.Desired;
import io.switchgear.connector.Target;
import io.switchgear.credential.Secret;
import io.switchgear.problem.Problem;
import io.switchgear.problem.ProblemCode;
import io.switchgear.problem.ProblemException;
import io.switchgear.problem.ProviderAnswer;
import io.switchgear.provider.Provider;
import io.switchgear.simulator.Fault;
import io.switchgear.simulator.ProviderSimulator;
import io.switchgear.simulator.RootFiSimulator;
import io.switchgear.simulator.Script;
import io.switchgear.simulator.ScriptedSimulator;
import io.switchgear.support.ConnectedProviders;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** What answers of providers say besides a state, on a real wire. */
class PeculiarAnswerTests {

	private static final String KEY = "key-of-tests-0815";

	private Path folder;

	@BeforeEach
	void writeInto(@TempDir Path empty) {
		folder = empty;
	}

	@Test
	void doesNotSendAMaskBack() {
		try (RootFiSimulator rootfi = RootFiSimulator.start(KEY)) {
			rootfi.add(1234, "XERO", "client-0001", "secret-at-rootfi-93b1", false, true);
			rootfi.maskSecrets(true);
			Problem problem = refused(rootfi, Descriptors.ofTests("rootfi"), "1234", Map.of());
			assertThat(problem.code()).isEqualTo(ProblemCode.CREDENTIALS_REQUIRED);
			assertThat(problem.detail()).contains("wants clientSecret with each write");
			assertThat(rootfi.journal().count("PUT")).isZero();
		}
	}

	@ParameterizedTest
	@CsvSource({ "client-0001, secret-at-rootfi-93b1, true", "client-0002, secret-at-rootfi-93b1, false",
			"client-0001, secret-of-before-ab12, false" })
	void putsAStoredSecretOnlyWhereItIsStillInUse(String id, String secret, boolean sent) {
		try (RootFiSimulator rootfi = RootFiSimulator.start(KEY)) {
			rootfi.add(1234, "XERO", "client-0001", "secret-at-rootfi-93b1", false, true);
			rootfi.maskSecrets(true);
			Map<String, Secret> stored = Map.of("clientId", Secret.of(id), "clientSecret", Secret.of(secret));
			if (sent) {
				switched(rootfi, Descriptors.ofTests("rootfi"), "1234", stored);
				assertThat(rootfi.get(1234).clientSecret()).isEqualTo(secret);
			}
			else {
				assertThat(refused(rootfi, Descriptors.ofTests("rootfi"), "1234", stored).code())
					.isEqualTo(ProblemCode.CREDENTIALS_REQUIRED);
				assertThat(rootfi.journal().count("PUT")).isZero();
			}
		}
	}

	@Test
	void refusesAnyCarriedValueThatLooksMaskedUnlessItMayBeSent() {
		Script script = Script.of("unleash");
		String unleash = Descriptors.text(Descriptors.documented("unleash"));
		String careful = Descriptors.written(folder, unleash.replace("  masked: allowed\n", ""));
		try (ScriptedSimulator simulator = ScriptedSimulator.start(script).add(true)) {
			Problem problem = refused(simulator, careful, script.id(), Map.of());
			assertThat(problem.code()).isEqualTo(ProblemCode.CREDENTIALS_REQUIRED);
			assertThat(problem.detail()).contains("wants parameters with each write");
			assertThat(simulator.journal().count("PUT")).isZero();
		}
	}

	@Test
	void readsWhatAnErrorSaysInBodyAndHeaders() {
		Script script = Script.of("stripe");
		try (ScriptedSimulator simulator = ScriptedSimulator.start(script).add(true)) {
			simulator.when("POST",
					Fault
						.answer(400, "application/json",
								"{\"error\": {\"type\": \"invalid_request_error\", \"message\": \"no\"}}")
						.withHeader("Request-Id", "req_1"));
			assertThat(refused(simulator, Descriptors.documented("stripe"), script.id(), Map.of()).provider())
				.isEqualTo(new ProviderAnswer("acme", 400, "invalid_request_error", "no", "req_1"));
		}
	}

	@ParameterizedTest
	@CsvSource({ "app_gone, PROVIDER_INTEGRATION_NOT_FOUND", "auth.expired, PROVIDER_AUTHENTICATION_FAILED",
			"strange, PROVIDER_CONFLICT" })
	void takesASuccessThatSaysItIsNoneForAnError(String theirs, ProblemCode ours) {
		Script script = Script.of("svix");
		String descriptor = Descriptors.written(folder, Descriptors.text(Descriptors.documented("svix"))
			.replaceAll("(?m)^errors:.*",
					"""
							failed: {at: /ok, is: false, as: provider.conflict}
							errors: {code: /error, as: {app_gone: provider.integration-not-found, auth.*: provider.authentication-failed}}
							"""));
		try (ScriptedSimulator simulator = ScriptedSimulator.start(script).add(true)) {
			simulator.when("PATCH",
					Fault.answer(200, "application/json", "{\"ok\": false, \"error\": \"" + theirs + "\"}"));
			Problem problem = refused(simulator, descriptor, script.id(), Map.of());
			assertThat(problem.code()).isEqualTo(ours);
			assertThat(problem.provider()).extracting(ProviderAnswer::code).isEqualTo(theirs);
		}
	}

	@Test
	void takesAWordItDoesNotKnowForNoState() {
		Script script = Script.of("okta");
		try (ScriptedSimulator simulator = ScriptedSimulator.start(script).add(true)) {
			simulator.when("GET", Fault.answer(200, "application/json", "{\"status\": \"DELETED\"}"));
			assertThat(refused(simulator, Descriptors.documented("okta"), script.id(), Map.of()).code())
				.isEqualTo(ProblemCode.PROVIDER_INVALID_RESPONSE);
		}
	}

	@ParameterizedTest
	@CsvSource({ "false, false", "true, true" })
	void takesListedIdsThatDifferInCaseForTwoUnlessTheyAreLowercase(boolean lowercase, boolean enabled) {
		String descriptor = Descriptors.written(folder, """
				id: {pattern: '[a-zA-Z0-9]+', lowercase: %s}
				list: {request: GET /things, at: /items, by: /id}
				write: {request: 'PUT /things/{id}', body: {on: '{enabled}'}}
				state: {at: /on, enabled: true, disabled: false}
				""".formatted(lowercase));
		try (ScriptedSimulator simulator = ScriptedSimulator.start(Script.of("svix"))) {
			simulator.when("GET", Fault.answer(200, "application/json",
					"{\"items\": [{\"id\": \"AB1\", \"on\": true}, {\"id\": \"ab1\", \"on\": false}]}"));
			try (ConnectedProviders providers = acme(simulator, descriptor)) {
				Provider provider = providers.get("acme");
				assertThat(
						provider.read(new Target(provider.ref("ab1"), Map.of()), ConnectedProviders.scopeFor(provider))
							.enabled())
					.isEqualTo(enabled);
			}
		}
	}

	private static Problem refused(ProviderSimulator simulator, String descriptor, String id,
			Map<String, Secret> stored) {
		return catchThrowableOfType(ProblemException.class, () -> switched(simulator, descriptor, id, stored))
			.problem();
	}

	/** Off, at a provider made for it. */
	private static void switched(ProviderSimulator simulator, String descriptor, String id,
			Map<String, Secret> stored) {
		try (ConnectedProviders providers = acme(simulator, descriptor)) {
			Provider provider = providers.get("acme");
			provider.apply(new Target(provider.ref(id), stored), Desired.switched(false),
					ConnectedProviders.scopeFor(provider));
		}
	}

	private static ConnectedProviders acme(ProviderSimulator simulator, String descriptor) {
		List<String> settings = new ArrayList<>(ConnectedProviders.settings("acme", "http", simulator.baseUrl(), KEY));
		settings.add("switchgear.providers.acme.descriptor=" + descriptor);
		return ConnectedProviders.start(settings);
	}

}
