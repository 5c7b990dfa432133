package io.switchgear.connector.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import io.switchgear.connector.Desired;
import io.switchgear.connector.ProviderState;
import io.switchgear.connector.Target;
import io.switchgear.problem.ProblemCode;
import io.switchgear.problem.ProblemException;
import io.switchgear.provider.Provider;
import io.switchgear.simulator.Fault;
import io.switchgear.simulator.Script;
import io.switchgear.simulator.ScriptedSimulator;
import io.switchgear.support.ConnectedProviders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

/** Access tokens are fetched once, kept, and renewed when they are not accepted. */
class AccessTokenTests {

	private static final String KEY = "key-of-tests-0815";

	private final Script script = Script.of("auth0");

	private final ScriptedSimulator simulator = ScriptedSimulator.start(script).add(true);

	private final ConnectedProviders providers = ConnectedProviders.start(settings());

	private final Provider provider = providers.get("auth0");

	@AfterEach
	void close() {
		providers.close();
		simulator.close();
	}

	@Test
	void fetchesOneTokenForManyCalls() {
		List<CompletableFuture<ProviderState>> calls = IntStream.range(0, 8)
			.mapToObj((call) -> CompletableFuture.supplyAsync(() -> switched(call % 2 == 0)))
			.toList();
		calls.forEach(CompletableFuture::join);
		assertThat(simulator.journal().count("POST")).isEqualTo(1);
		assertThat(simulator.journal().count("PATCH")).isEqualTo(8);
	}

	@Test
	void fetchesAnotherShortlyBeforeItExpires() {
		// Less than a second is left once a quarter is kept back.
		simulator.when("POST", token("1"));
		switched(false);
		await().until(() -> {
			switched(true);
			return simulator.journal().count("POST") == 2;
		});
		assertThat(simulator.journal().count("PATCH")).isGreaterThan(1);
	}

	@Test
	void fetchesAnotherOnceIfItIsNotAccepted() {
		switched(false);
		simulator.next(Fault.answer(401));
		switched(true);
		assertThat(simulator.journal().all()).extracting("method")
			.containsExactly("POST", "PATCH", "PATCH", "POST", "PATCH");
	}

	@Test
	void givesUpIfANewOneIsNotAcceptedEither() {
		simulator.when("PATCH", Fault.answer(401));
		assertThat(refused()).isEqualTo(ProblemCode.PROVIDER_AUTHENTICATION_FAILED);
		assertThat(simulator.journal().count("PATCH")).isEqualTo(2);
	}

	@Test
	void saysThatTheKeyIsWrongIfThereIsNoToken() {
		simulator.when("POST", Fault.answer(400, "application/json", "{\"error\": \"invalid_client\"}"));
		assertThat(refused()).isEqualTo(ProblemCode.PROVIDER_AUTHENTICATION_FAILED);
		assertThat(simulator.journal().count("PATCH")).isZero();
	}

	@Test
	void asksAgainForATokenLikeForAnythingElse() {
		simulator.next(Fault.answer(503), Fault.answer(503));
		assertThat(switched(false).enabled()).isFalse();
		assertThat(simulator.journal().count("POST")).isEqualTo(3);
	}

	private ProblemCode refused() {
		return catchThrowableOfType(ProblemException.class, () -> switched(false)).code();
	}

	private ProviderState switched(boolean enabled) {
		return provider.apply(new Target(provider.ref(script.id()), Map.of()), Desired.switched(enabled),
				ConnectedProviders.scopeFor(provider));
	}

	private static Fault token(String life) {
		return Fault.answer(200, "application/json",
				"{\"access_token\": \"token-of-tests-4711\", \"expires_in\": %s}".formatted(life));
	}

	private List<String> settings() {
		List<String> settings = new ArrayList<>(ConnectedProviders.settings("auth0", "http", simulator.baseUrl(), KEY));
		settings.add("switchgear.providers.auth0.descriptor=" + Descriptors.documented("auth0"));
		script.settings().forEach((key, value) -> settings.add("switchgear.providers.auth0." + key + "=" + value));
		return settings;
	}

}
