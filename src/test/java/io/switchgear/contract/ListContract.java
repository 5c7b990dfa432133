package io.switchgear.contract;

import java.util.ArrayList;
import java.util.List;

import io.switchgear.connector.Capability;
import io.switchgear.connector.ListedIntegration;
import io.switchgear.problem.ProblemCode;
import io.switchgear.simulator.Fault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/** Listing shows what the provider has and changes nothing. */
interface ListContract {

	ConnectorBench bench();

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	default void listsWhatTheProviderHas(boolean on) {
		assumeThat(bench().can(Capability.LIST)).isTrue();
		String id = bench().subject().plant(on);
		assertThat(listed()).singleElement().satisfies((listed) -> {
			assertThat(listed.externalId()).isEqualTo(id);
			assertThat(listed.state()).isEqualTo(bench().read(id));
		});
		assertThat(bench().subject().enabled(id)).isEqualTo(on);
	}

	@Test
	default void listsNothingOfAProviderThatHasNothing() {
		assumeThat(bench().can(Capability.LIST)).isTrue();
		assertThat(listed()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "null", "[]", "<html/>", "{" })
	default void takesNoAnswerThatIsNoListForAnEmptyOne(String body) {
		assumeThat(bench().can(Capability.LIST)).isTrue();
		bench().subject().plant(true);
		bench().simulator().always(Fault.answer(200, "application/json", body));
		bench().assertRefused(ProblemCode.PROVIDER_INVALID_RESPONSE, this::listed);
	}

	@Test
	default void refusesToListWithoutTheAbility() {
		assumeThat(bench().can(Capability.LIST)).isFalse();
		bench().subject().plant(true);
		bench().assertRefusedUnsent(ProblemCode.CAPABILITY_NOT_SUPPORTED, this::listed);
	}

	private List<ListedIntegration> listed() {
		List<ListedIntegration> listed = new ArrayList<>();
		bench().list(listed::add);
		return listed;
	}

}
