package io.switchgear.http;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

import io.switchgear.support.Answer;
import io.switchgear.support.Journey;
import io.switchgear.support.TestIssuer;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** One rule for what stands in the query, on whatever route. */
class FlagJourneyTests extends Journey {

	private static final String ID = "019ac0de-0000-7000-8000-000000000002";

	private static final Map<String, String> VARIABLES = Map.of("{provider}", "rootfi", "{externalId}", "1234", "{id}",
			ID, "{batch}", ID);

	@Test
	void refusesEveryFlagThatIsNeitherTrueNorFalse() {
		rootFiIntegration();
		List<Call> flags = calls().filter(Call::isFlag).toList();
		assertThat(flags).extracting(Call::parameter).contains("dryRun", "fresh", "enabled");
		for (Call flag : flags) {
			for (String value : List.of("", "=", "=TRUE", "=True", "=1", "=yes", "=on", "=true%20", "=true&%s=false",
					"=false&%s", "=true,false")) {
				String query = flag.parameter() + value.replace("%s", flag.parameter());
				assertThat(wrong(flag, query)).as("%s?%s", flag, query).isEqualTo(flag.parameter());
			}
		}
		nothingWasDone();
	}

	@Test
	void refusesEveryParameterThatTheCallDoesNotKnow() {
		rootFiIntegration();
		for (Call call : calls().filter((call) -> !call.path().equals("/v1/events")).toList()) {
			assertThat(wrong(call, "providr=rootfi")).as(call.toString()).isEqualTo("providr");
			assertThat(wrong(call, "%66resh%73=true")).as(call.toString()).isEqualTo("freshs");
		}
		assertThat(wrong(new Call("get", "/v1/events", "", ""), "providr=rootfi")).isEqualTo("providr");
		nothingWasDone();
	}

	@Test
	void refusesEveryParameterThatIsGivenTwiceButMayBeGivenOnce() {
		for (Call call : calls().filter((call) -> !call.type().equals("array") && !call.parameter().isEmpty())
			.toList()) {
			assertThat(wrong(call, "%1$s=a&%1$s=a".formatted(call.parameter()))).as(call.toString())
				.isEqualTo(call.parameter());
		}
	}

	@Test
	void readsParametersHoweverTheyAreEncoded() {
		rootFiIntegration();
		Answer dryRun = send(new Call("post", "/v1/batches", "", ""), "%64ryRun=tru%65");
		assertThat(dryRun.status()).isEqualTo(200);
		assertThat(dryRun.json().path("dryRun").isObject()).isTrue();
		nothingWasDone();
	}

	@Test
	void refusesParametersWithoutAName() {
		assertThat(send(new Call("post", "/v1/batches", "", ""), "&=x&").isProblem("request.malformed")).isTrue();
		nothingWasDone();
	}

	private void nothingWasDone() {
		assertThat(rootfi.journal().count()).isZero();
		assertThat(jdbc
			.sql("select (select count(*) from change) + (select count(*) from provider_hold)"
					+ " + (select count(*) from batch)")
			.query(Long.class)
			.single()).isZero();
	}

	private String wrong(Call call, String query) {
		Answer answer = send(call, query);
		return answer.isProblem("request.invalid") ? answer.json().at("/errors/0/parameter").asString() : answer.body();
	}

	private Answer send(Call call, String query) {
		String token = TestIssuer.shared()
			.token("billing-service", "integrations:read", "integrations:write", "providers:manage");
		return Answer.to(HttpRequest.newBuilder(URI.create(baseUrl() + call.path() + "?" + query))
			.method(call.method().toUpperCase(Locale.ROOT),
					call.method().equals("get") ? BodyPublishers.noBody()
							: BodyPublishers.ofString("{\"action\": \"disable\", \"integrations\": [\"rootfi/1234\"]}"))
			.header("Content-Type", "application/json")
			.header("Authorization", "Bearer " + token));
	}

	/** Each call of the description with each of its parameters, and once without. */
	private Stream<Call> calls() {
		return Answer.to(HttpRequest.newBuilder(URI.create(baseUrl() + "/v3/api-docs")))
			.json()
			.path("paths")
			.propertyStream()
			.flatMap(
					(path) -> path.getValue()
						.propertyStream()
						.flatMap((method) -> Stream.concat(
								Stream.of(new Call(method.getKey(), concrete(path.getKey()), "", "")),
								method.getValue()
									.path("parameters")
									.valueStream()
									.filter((parameter) -> parameter.path("in").asString().equals("query"))
									.map((parameter) -> new Call(method.getKey(), concrete(path.getKey()),
											parameter.path("name").asString(), type(parameter))))));
	}

	private static String type(JsonNode parameter) {
		return parameter.at("/schema/type").asString();
	}

	private static String concrete(String path) {
		String concrete = path;
		for (Map.Entry<String, String> variable : VARIABLES.entrySet()) {
			concrete = concrete.replace(variable.getKey(), variable.getValue());
		}
		return concrete;
	}

	private record Call(String method, String path, String parameter, String type) {

		private boolean isFlag() {
			return type.equals("boolean");
		}

	}

}
