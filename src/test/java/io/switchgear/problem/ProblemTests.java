package io.switchgear.problem;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

class ProblemTests {

	@ParameterizedTest
	@CsvSource({ "PT0S, 1", "PT0.001S, 1", "PT1S, 1", "PT1.001S, 2", "PT90S, 90" })
	void roundsAWaitUpToWholeSeconds(Duration wait, long seconds) {
		Problem problem = Problem.of(ProblemCode.PROVIDER_BUSY, "busy").withRetryAfter(wait);
		assertThat(problem.body(null, null).retryAfterSeconds()).isEqualTo(seconds);
	}

	@Test
	void leavesOutWhatItDoesNotKnow() {
		String json = JsonMapper.shared()
			.writeValueAsString(Problem.of(ProblemCode.AUTH_REQUIRED, "There is no token").body("/v1/changes", "r-1"));
		assertThat(JsonMapper.shared().readTree(json).propertyNames()).containsExactly("type", "title", "status",
				"detail", "instance", "code", "blame", "retryable", "requestId");
	}

	@Test
	void namesTheFirstFaultAndCountsTheOthers() {
		Problem problem = Problem.invalid(List.of(new InvalidField("/enabled", "must be true or false"),
				new InvalidField("/name", "is not a member of this body")));
		assertThat(problem.detail()).isEqualTo("/enabled: must be true or false (and 1 more)");
		assertThat(Problem.invalid("", "must be a JSON object").detail()).isEqualTo("The body must be a JSON object");
	}

	@Test
	void cleansAndCutsWhatAProviderSays() {
		ProviderAnswer answer = new ProviderAnswer("rootfi", 400, "\u0007", "a\r\n\u001b[31mb\u202e" + "x".repeat(600),
				" ");
		assertThat(answer.code()).isNull();
		assertThat(answer.requestId()).isNull();
		assertThat(answer.message()).startsWith("a [31mb x").hasSize(500).endsWith("…");
	}

}
