package io.switchgear.problem;

import java.util.Arrays;
import java.util.stream.Collectors;

import io.switchgear.support.CheckedInFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

class ProblemCodeTests {

	@Test
	void areThoseOfTheDocument() {
		CheckedInFile.of("docs/errors.md")
			.shows("""
					# Errors

					Every error response is `application/problem+json` (RFC 9457). Programs should rely on `code`, `retryable` and
					`Retry-After`. `blame` says who has to act: `caller`, `provider` or `gateway`.

					This list is generated from the code. A running gateway serves it at `/problems`.

					| code | status | blame | retryable | cause | remedy |
					| --- | --- | --- | --- | --- | --- |
					%s
					"""
				.formatted(Arrays.stream(ProblemCode.values())
					.map(ProblemCodeTests::row)
					.collect(Collectors.joining("\n"))));
	}

	@ParameterizedTest
	@EnumSource
	void sayWhatToDo(ProblemCode code) {
		assertThat(code.code()).matches("[a-z]+\\.[a-z-]+");
		assertThat(code.type()).hasToString("https://switchgear.dev/problems/" + code.code());
		assertThat(ProblemCode.of(code.code())).contains(code);
		assertThat(code.status()).isBetween(400, 599);
		assertThat(code.title()).isNotBlank().doesNotEndWith(".");
		assertThat(code.cause()).endsWith(".");
		assertThat(code.remedy()).endsWith(".");
	}

	@ParameterizedTest
	@EnumSource
	void blameTheCallerExactlyWhereTheStatusDoes(ProblemCode code) {
		assertThat(code.blame() == Blame.CALLER).isEqualTo(code.status() < 500);
	}

	private static String row(ProblemCode code) {
		return "| `%s` | %d | %s | %s | %s | %s |".formatted(code.code(), code.status(), code.blame().wireName(),
				code.retryable() ? "yes" : "no", code.cause(), code.remedy());
	}

}
