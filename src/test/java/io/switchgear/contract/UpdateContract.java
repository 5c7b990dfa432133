package io.switchgear.contract;

import java.util.Map;

import io.switchgear.connector.Capability;
import io.switchgear.connector.Desired;
import io.switchgear.credential.Secret;
import io.switchgear.problem.ProblemCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/** Updating changes what was named and nothing else. */
interface UpdateContract {

	ConnectorBench bench();

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	default void updatesSettingsAlone(boolean on) {
		assumeThat(bench().can(Capability.UPDATE_SETTINGS)).isTrue();
		String id = bench().subject().plant(on);
		Map<String, Object> other = bench().subject().otherSettings();
		assertThat(bench().changed(id, settings(other)).settings()).containsAllEntriesOf(other);
		assertThat(bench().subject().enabled(id)).isEqualTo(on);
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	default void updatesCredentialsAlone(boolean on) {
		assumeThat(bench().can(Capability.UPDATE_CREDENTIALS)).isTrue();
		String id = bench().subject().plant(on);
		bench().changed(id, credentials(bench().subject().otherCredentials()));
		assertThat(bench().subject().enabled(id)).isEqualTo(on);
	}

	@Test
	default void refusesSettingsWithoutTheAbility() {
		assumeThat(bench().can(Capability.UPDATE_SETTINGS)).isFalse();
		bench().assertRefusedUnsent(ProblemCode.CAPABILITY_NOT_SUPPORTED, () -> change(settings(Map.of("any", true))));
	}

	@Test
	default void refusesCredentialsWithoutTheAbility() {
		assumeThat(bench().can(Capability.UPDATE_CREDENTIALS)).isFalse();
		bench().assertRefusedUnsent(ProblemCode.CAPABILITY_NOT_SUPPORTED,
				() -> change(credentials(Map.of("any", Secret.of("some-value")))));
	}

	@Test
	default void refusesWhatItDoesNotKnow() {
		if (bench().can(Capability.UPDATE_SETTINGS)) {
			bench().assertRefusedUnsent(ProblemCode.REQUEST_INVALID, () -> change(settings(Map.of("no-such", true))));
		}
		if (bench().can(Capability.UPDATE_CREDENTIALS)) {
			bench().assertRefusedUnsent(ProblemCode.REQUEST_INVALID,
					() -> change(credentials(Map.of("no-such", Secret.of("some-value")))));
		}
	}

	@Test
	default void refusesMaskedCredentials() {
		assumeThat(bench().can(Capability.UPDATE_CREDENTIALS)).isTrue();
		assertThat(bench().subject().otherCredentials().keySet()).isNotEmpty()
			.allSatisfy((name) -> bench().assertRefusedUnsent(ProblemCode.CREDENTIALS_MASKED,
					() -> change(credentials(Map.of(name, Secret.of("****abcd"))))));
	}

	private void change(Desired desired) {
		bench().changed(bench().subject().plant(true), desired);
	}

	private static Desired settings(Map<String, Object> settings) {
		return new Desired(null, Map.copyOf(settings), Map.of());
	}

	private static Desired credentials(Map<String, Secret> credentials) {
		return new Desired(null, Map.of(), credentials);
	}

}
