package io.switchgear.contract;

import io.switchgear.problem.ProblemCode;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Ids are judged without asking the provider. */
interface IdContract {

	ConnectorBench bench();

	@Test
	default void refusesIdsThatTheProviderCannotHave() {
		assertThat(bench().subject().impossibleIds()).isNotEmpty()
			.allSatisfy(
					(id) -> bench().assertRefusedUnsent(ProblemCode.REQUEST_INVALID, () -> bench().provider().ref(id)));
	}

	@Test
	default void keepsIdsInOneForm() {
		String form = bench().provider().ref(bench().subject().missingId()).externalId();
		assertThat(bench().provider().ref(form).externalId()).isEqualTo(form);
	}

}
