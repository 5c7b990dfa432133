package io.switchgear.contract;

import io.switchgear.problem.ProblemCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Switching sets an absolute state. */
interface SwitchContract {

	ConnectorBench bench();

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	default void switches(boolean on) {
		String id = bench().subject().plant(!on);
		assertThat(bench().switched(id, on).enabled()).isEqualTo(on);
		assertThat(bench().subject().enabled(id)).isEqualTo(on);
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	default void switchesWhatIsSwitchedAlready(boolean on) {
		String id = bench().subject().plant(on);
		assertThat(bench().switched(id, on).enabled()).isEqualTo(on);
		assertThat(bench().switched(id, on).enabled()).isEqualTo(on);
		assertThat(bench().subject().enabled(id)).isEqualTo(on);
	}

	@Test
	default void doesNotSwitchWhatTheProviderDoesNotHave() {
		bench().assertRefused(ProblemCode.PROVIDER_INTEGRATION_NOT_FOUND,
				() -> bench().switched(bench().subject().missingId(), false));
	}

}
