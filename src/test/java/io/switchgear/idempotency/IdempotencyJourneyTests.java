package io.switchgear.idempotency;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

import io.switchgear.simulator.Fault;
import io.switchgear.support.Journey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;

import static org.assertj.core.api.Assertions.assertThat;

class IdempotencyJourneyTests extends Journey {

	@Test
	void givesARepeatTheFirstAnswerWithoutAnotherCall() {
		rootFiIntegration();
		String first = body(disable("key-1", "{\"reason\": \"one\"}").expectStatus().isOk());
		rootfi.flip(1234, false);
		String second = body(disable("key-1", "{ \"reason\":\"one\" }").expectStatus()
			.isOk()
			.expectHeader()
			.valueEquals("Idempotent-Replayed", "true")
			.expectHeader()
			.exists("ETag"));
		assertThat(second).isEqualTo(first);
		assertThat(rootfi.journal().count("PUT")).isOne();
	}

	@Test
	void refusesAKeyThatCameWithAnotherRequest() {
		rootFiIntegration();
		disable("key-1", "{\"reason\": \"one\"}").expectStatus().isOk();
		disable("key-1", "{\"reason\": \"two\"}").expectStatus()
			.isEqualTo(422)
			.expectBody()
			.jsonPath("$.code")
			.isEqualTo("idempotency.key-reused");
	}

	@Test
	void keepsTheKeysOfCallersApart() {
		rootFiIntegration();
		disable("key-1", "{}").expectStatus().isOk();
		callerNamed("admin-ui").post()
			.uri("/v1/integrations/rootfi/1234/disable")
			.header("Idempotency-Key", "key-1")
			.contentType(MediaType.APPLICATION_JSON)
			.body("{\"reason\": \"another\"}")
			.exchange()
			.expectStatus()
			.isOk()
			.expectHeader()
			.doesNotExist("Idempotent-Replayed");
	}

	@Test
	void reallyTriesAgainAfterAnAnswerThatWasRetryable() {
		rootFiIntegration();
		rootfi.when("PUT", Fault.answer(503));
		disable("key-1", "{}").expectStatus().isEqualTo(502);
		rootfi.recover();
		disable("key-1", "{}").expectStatus().isOk().expectHeader().doesNotExist("Idempotent-Replayed");
	}

	@Test
	void replaysARefusalThatIsFinal() {
		disable("key-1", "{}").expectStatus().isNotFound();
		rootFiIntegration();
		disable("key-1", "{}").expectStatus()
			.isNotFound()
			.expectHeader()
			.valueEquals("Idempotent-Replayed", "true")
			.expectHeader()
			.contentType(MediaType.APPLICATION_PROBLEM_JSON);
	}

	@Test
	void keepsNoFailureThatIsNotTheCallersFault() {
		rootFiIntegration();
		rootfi.always(Fault.answer(403));
		disable("key-1", "{}").expectStatus().isEqualTo(502);
		rootfi.recover();
		rootfi.when("PUT", Fault.answer(200, "application/json", "{\"data\": {\"is_disabled\": false}}"));
		disable("key-1", "{}").expectStatus()
			.isEqualTo(502)
			.expectHeader()
			.doesNotExist("Idempotent-Replayed")
			.expectBody()
			.jsonPath("$.code")
			.isEqualTo("provider.state-mismatch");
		rootfi.recover();
		disable("key-1", "{}").expectStatus().isOk().expectHeader().doesNotExist("Idempotent-Replayed");
		disable("key-1", "{}").expectStatus().isOk().expectHeader().exists("Idempotent-Replayed");
	}

	@Test
	void sendsOneRequestForManyDuplicatesAtOnce() throws Exception {
		rootFiIntegration();
		Callable<Integer> duplicate = () -> disable("key-1", "{}").returnResult(String.class).getStatus().value();
		try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
			List<Integer> statuses = threads.invokeAll(Stream.generate(() -> duplicate).limit(30).toList())
				.stream()
				.map((answer) -> answer.resultNow())
				.toList();
			assertThat(statuses).contains(200).isSubsetOf(200, 409, 503);
		}
		assertThat(rootfi.journal().count("PUT")).isOne();
	}

	@Test
	void letsOneChangeOfAnIntegrationAtATimeToTheProvider() throws Exception {
		rootFiIntegration();
		try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
			threads.invokeAll(
					Stream
						.<Callable<Integer>>generate(() -> () -> caller().post()
							.uri("/v1/integrations/rootfi/1234/disable")
							.exchange()
							.returnResult(String.class)
							.getStatus()
							.value())
						.limit(10)
						.toList());
		}
		List<String> calls = rootfi.journal().all().stream().map((request) -> request.method()).toList();
		assertThat(String.join(",", calls)).matches("(GET,PUT,?)+");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			textBlock = """
					`{"reason": "one", "notBefore": "2020-01-01T00:00:00Z"}` | `{ "notBefore":"2020-01-01T00:00:00Z","reason":"\\u006fne" }`
					`{"reason": null}` | `{}`
					`{}`               | ``
					``                 | `{"reason": null, "notBefore": null}`
					`null`             | `{}`
					""")
	void takesARequestForARepeatHoweverItsBodyIsWritten(String first, String repeat) {
		rootFiIntegration();
		disable("key-1", first).expectStatus().is2xxSuccessful();
		disable("key-1", repeat).expectStatus()
			.is2xxSuccessful()
			.expectHeader()
			.valueEquals("Idempotent-Replayed", "true");
	}

	@Test
	void takesAPatchForARepeatHoweverItIsWritten() {
		patch("?reason=one&dryRun=false", "{\"displayName\": \"Zoho\", \"labels\": {\"a\": \"1\", \"b\": null}}")
			.expectStatus()
			.isOk();
		patch("?dryRun=false&reason=%6fne", "{\"labels\":{\"b\":null,\"a\":\"1\"},\"displayName\":\"Zoho\"}")
			.expectStatus()
			.isOk()
			.expectHeader()
			.valueEquals("Idempotent-Replayed", "true");
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"displayName\": \"Zoho\"}", "{\"displayName\": \"Zoho\", \"labels\": null}",
			"{\"displayName\": \"Zoho\", \"labels\": {\"a\": \"1\"}}",
			"{\"displayName\": \"zoho\", \"labels\": {\"a\": null}}" })
	void doesNotTakeAPatchForARepeatThatRemovesSomethingElse(String other) {
		patch("", "{\"displayName\": \"Zoho\", \"labels\": {\"a\": null}}").expectStatus().isOk();
		patch("", other).expectStatus()
			.isEqualTo(422)
			.expectBody()
			.jsonPath("$.code")
			.isEqualTo("idempotency.key-reused");
	}

	@Test
	void keepsNothingThatCredentialsCouldBeGuessedBy() throws GeneralSecurityException {
		patch("", "{\"displayName\":\"Zoho\"}").expectStatus().isOk();
		String kept = jdbc.sql("select fingerprint from idempotency_key").query(String.class).single();
		for (String body : new String[] { "{\"displayName\":\"Zoho\"}", "{displayName=Zoho}" }) {
			String whole = "PATCH\n/v1/integrations/rootfi/1234\nnull\n" + body;
			byte[] digest = MessageDigest.getInstance("SHA-256").digest(whole.getBytes(StandardCharsets.UTF_8));
			assertThat(kept).isNotEqualTo(HexFormat.of().formatHex(digest));
		}
	}

	@Test
	void refusesTwoKeys() {
		rootFiIntegration();
		caller().post()
			.uri("/v1/integrations/rootfi/1234/disable")
			.header("Idempotency-Key", "key-1", "key-2")
			.exchange()
			.expectStatus()
			.isEqualTo(422)
			.expectBody()
			.jsonPath("$.errors[0].parameter")
			.isEqualTo("Idempotency-Key");
		assertThat(rootfi.journal().count()).isZero();
	}

	private RestTestClient.ResponseSpec patch(String query, String body) {
		return caller().patch()
			.uri(URI.create(baseUrl() + "/v1/integrations/rootfi/1234" + query))
			.header("Idempotency-Key", "key-1")
			.contentType(MediaType.APPLICATION_JSON)
			.body(body)
			.exchange();
	}

	private RestTestClient.ResponseSpec disable(String key, String body) {
		return caller().post()
			.uri("/v1/integrations/rootfi/1234/disable")
			.header("Idempotency-Key", key)
			.contentType(MediaType.APPLICATION_JSON)
			.body(body)
			.exchange();
	}

	private static String body(RestTestClient.ResponseSpec response) {
		return String.valueOf(response.expectBody(String.class).returnResult().getResponseBody());
	}

}
