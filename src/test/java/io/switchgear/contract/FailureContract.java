package io.switchgear.contract;

import io.switchgear.connector.Capability;
import io.switchgear.problem.ProblemCode;
import io.switchgear.simulator.Fault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Failures get a code, cost no more requests than they may, and end in time. */
interface FailureContract {

	ConnectorBench bench();

	@ParameterizedTest
	@CsvSource({ "400, PROVIDER_REJECTED", "401, PROVIDER_AUTHENTICATION_FAILED", "403, PROVIDER_PERMISSION_DENIED",
			"404, PROVIDER_INTEGRATION_NOT_FOUND", "409, PROVIDER_CONFLICT", "422, PROVIDER_REJECTED",
			"302, PROVIDER_INVALID_RESPONSE" })
	default void doesNotRepeatWhatTheProviderRefuses(int status, ProblemCode code) {
		String id = bench().subject().plant(true);
		bench().simulator().when(method(), Fault.answer(status).withHeader("Location", "/elsewhere"));
		bench().assertRefused(code, () -> bench().switched(id, false));
		assertThat(writes()).isEqualTo((status == 401) ? bench().subject().writesUntilKeyIsGivenUp() : 1);
	}

	@ParameterizedTest
	@CsvSource({ "429, PROVIDER_RATE_LIMITED", "500, PROVIDER_ERROR", "502, PROVIDER_ERROR", "503, PROVIDER_ERROR",
			"504, PROVIDER_ERROR" })
	default void repeatsWhatMayPass(int status, ProblemCode code) {
		String id = bench().subject().plant(true);
		bench().simulator().when(method(), Fault.answer(status, "text/html", "<h1>Not now</h1>"));
		bench().assertRefused(code, () -> bench().switched(id, false));
		assertThat(writes()).isEqualTo(3);
	}

	@ParameterizedTest
	@ValueSource(strings = { "<html></html>", "{", "[]", "1" })
	default void doesNotBelieveASuccessItCannotRead(String body) {
		String id = bench().subject().plant(true);
		bench().simulator().when(method(), Fault.answer(200, "application/json", body));
		bench().assertRefused(ProblemCode.PROVIDER_INVALID_RESPONSE, () -> bench().switched(id, false));
	}

	@Test
	default void toleratesMembersThatItDoesNotKnow() {
		String id = bench().subject().plant(true);
		bench().simulator().always(Fault.embellished());
		assertThat(bench().switched(id, false).enabled()).isFalse();
	}

	@Test
	default void endsInTimeWhenTheProviderDoesNotAnswer() {
		String id = bench().subject().plant(true);
		bench().simulator().always(Fault.hang());
		bench().assertRefused(ProblemCode.PROVIDER_TIMEOUT, () -> bench().switchedInHaste(id, false));
	}

	@Test
	default void findsOutWhatALostAnswerSaid() {
		String id = bench().subject().plant(true);
		bench().simulator().when(method(), Fault.applyThenReset());
		if (bench().can(Capability.READ)) {
			assertThat(bench().switched(id, false).enabled()).isFalse();
		}
		else {
			bench().assertRefused(ProblemCode.PROVIDER_TIMEOUT, () -> bench().switched(id, false));
		}
		assertThat(bench().subject().enabled(id)).isFalse();
	}

	private String method() {
		return bench().subject().writeMethod();
	}

	private int writes() {
		return bench().simulator().journal().count(method());
	}

}
