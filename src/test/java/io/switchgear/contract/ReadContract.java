package io.switchgear.contract;

import io.switchgear.connector.Capability;
import io.switchgear.problem.ProblemCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/** Reading shows what the provider has and changes nothing. */
interface ReadContract {

	ConnectorBench bench();

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	default void readsWhatTheProviderHas(boolean on) {
		assumeThat(bench().can(Capability.READ)).isTrue();
		String id = bench().subject().plant(on);
		assertThat(bench().read(id).enabled()).isEqualTo(on);
		assertThat(bench().subject().enabled(id)).isEqualTo(on);
	}

	@Test
	default void doesNotReadWhatTheProviderDoesNotHave() {
		assumeThat(bench().can(Capability.READ)).isTrue();
		bench().assertRefused(ProblemCode.PROVIDER_INTEGRATION_NOT_FOUND,
				() -> bench().read(bench().subject().missingId()));
	}

	@Test
	default void refusesToReadWithoutTheAbility() {
		assumeThat(bench().can(Capability.READ)).isFalse();
		String id = bench().subject().plant(true);
		bench().assertRefusedUnsent(ProblemCode.CAPABILITY_NOT_SUPPORTED, () -> bench().read(id));
	}

}
