package io.switchgear.openapi;

import java.net.URI;
import java.net.http.HttpRequest;

import io.switchgear.problem.ProblemCode;
import io.switchgear.support.Answer;
import io.switchgear.support.Journey;
import io.switchgear.support.TestIssuer;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ProblemCatalogueJourneyTests extends Journey {

	@Test
	void tellsAnyCallerWhatToDoAboutEachCode() {
		Answer answer = answered(TestIssuer.shared().token("someone"));
		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.json().path("items").valueStream()).hasSize(ProblemCode.values().length)
			.allSatisfy((item) -> {
				ProblemCode code = ProblemCode.of(item.path("code").asString()).orElseThrow();
				assertThat(item.path("remedy").asString()).isEqualTo(code.remedy());
				assertThat(item.path("cause").asString()).isEqualTo(code.cause());
				assertThat(item.path("blame").asString()).isEqualTo(code.blame().wireName());
			});
	}

	@Test
	void tellsNobodyWithoutAToken() {
		assertThat(answered("no.token.here").isProblem("auth.required")).isTrue();
	}

	private Answer answered(String token) {
		return Answer.to(HttpRequest.newBuilder(URI.create(baseUrl() + "/v1/problems"))
			.header("Authorization", "Bearer " + token));
	}

}
