package io.switchgear;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

import io.switchgear.simulator.Fault;
import io.switchgear.support.Journey;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;

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
			assertThat(statuses).contains(200).isSubsetOf(200, 409);
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
