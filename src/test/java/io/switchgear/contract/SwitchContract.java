package io.switchgear.contract;

import io.switchgear.connector.Desired;
import io.switchgear.connector.ProviderState;
import io.switchgear.connector.Sighting;
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

	/** Whoever reads before it writes says so: the history is to have it. */
	@Test
	default void reportsWhatItReadBeforeItsWrite() {
		String id = bench().subject().plant(true);
		Sighting sighting = new Sighting();
		sighting.during(() -> bench().switched(id, false));
		boolean reads = !bench().simulator()
			.journal()
			.all()
			.getFirst()
			.method()
			.equals(bench().subject().writeMethod());
		assertThat(bench().provider().readsBeforeWriting(Desired.switched(false))).isEqualTo(reads);
		if (reads) {
			assertThat(sighting.seen()).isNotNull().extracting(ProviderState::enabled).isEqualTo(true);
		}
	}

	@Test
	default void doesNotSwitchWhatTheProviderDoesNotHave() {
		bench().assertRefused(ProblemCode.PROVIDER_INTEGRATION_NOT_FOUND,
				() -> bench().switched(bench().subject().missingId(), false));
	}

}
