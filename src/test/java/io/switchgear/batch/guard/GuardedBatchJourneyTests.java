package io.switchgear.batch.guard;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.switchgear.simulator.Fault;
import io.switchgear.simulator.Received;
import io.switchgear.support.Journey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Batches that stop before they become a disaster. */
class GuardedBatchJourneyTests extends Journey {

	private static final Duration SOON = Duration.ofSeconds(40);

	private static final Fault REFUSAL = Fault.answer(400);

	@Autowired
	private TransactionTemplate transaction;

	@ParameterizedTest
	@ValueSource(ints = { 400, 503 })
	void callsNoMoreIntegrationsThanMayFailOfAThousand(int status) {
		whisk.always(Fault.answer(status));
		String location = disable(1000, "\"maxErrors\": 5");
		await().atMost(SOON).untilAsserted(() -> expectState(location, "cancelled"));
		JsonNode batch = read(location);
		assertThat(batch.at("/stoppedBy").toString())
			.isEqualTo("{\"code\":\"batch.too-many-errors\",\"errors\":6,\"maxErrors\":5}");
		assertThat(batch.at("/progress/failed").asInt()).isEqualTo(6);
		assertThat(batch.at("/progress/cancelled").asInt()).isEqualTo(994);
		assertThat(called()).isEqualTo(6);
		awaitWithdrawn();
		assertThat(withdrawals()).as("and not one for each").isLessThanOrEqualTo(3);
		assertThat(count("state = 'failed' and problem ->> 'code' like 'provider.%'")).isEqualTo(6);
		assertThat(count("state = 'cancelled' and problem ->> 'code' <> 'batch.too-many-errors'")).isZero();
		assertThat(called()).isEqualTo(6);
	}

	@Test
	void stopsAtTheFirstErrorIfNoneIsAllowed() {
		whisk.next(Fault.none(), Fault.none(), Fault.none(), REFUSAL);
		String location = disable(20, "\"maxErrors\": 0");
		await().atMost(SOON).untilAsserted(() -> expectState(location, "cancelled"));
		assertThat(called()).isEqualTo(4);
		assertThat(read(location).at("/progress/succeeded").asInt()).isEqualTo(3);
		caller().post()
			.uri(location + "/retry")
			.exchange()
			.expectStatus()
			.isEqualTo(409)
			.expectBody()
			.jsonPath("$.code")
			.isEqualTo("batch.cancelled");
	}

	@Test
	void takesAPercentageOfAllItems() {
		whisk.always(REFUSAL);
		String location = disable(50, "\"maxErrors\": \"10%\"");
		await().atMost(SOON).untilAsserted(() -> expectState(location, "cancelled"));
		assertThat(read(location).at("/stoppedBy/errors").asInt()).isEqualTo(6);
		assertThat(called()).isEqualTo(6);
	}

	@Test
	void holdsAPercentageAgainstWhatWasTriedOnceThatIsEnough() {
		Random random = new Random(4711);
		whisk.next(Stream.generate(() -> (random.nextInt(10) < 3) ? REFUSAL : Fault.none())
			.limit(1000)
			.toArray(Fault[]::new));
		String location = disable(1000, "\"maxErrors\": \"10%\", \"minItems\": 50");
		await().atMost(SOON).untilAsserted(() -> expectState(location, "cancelled"));
		JsonNode batch = read(location);
		int errors = batch.at("/stoppedBy/errors").asInt();
		assertThat(errors).isGreaterThan(batch.at("/stoppedBy/maxErrors").asInt());
		assertThat(called()).isGreaterThanOrEqualTo(50).isLessThan(100);
		awaitWithdrawn();
		assertThat(count("state = 'failed'")).isEqualTo(errors).isEqualTo(batch.at("/progress/failed").asInt());
		assertThat(count("started_at is not null")).isEqualTo(called());
		assertThat(batch.at("/stoppedBy/maxErrors").asLong()).isEqualTo(called() / 10);
	}

	@Test
	void goesOnWhileNoMoreFailThanMay() {
		whisk.next(REFUSAL, REFUSAL);
		String location = disable(20, "\"maxErrors\": 2");
		await().atMost(SOON).untilAsserted(() -> expectState(location, "partially_failed"));
		assertThat(called()).isEqualTo(20);
		assertThat(read(location).has("stoppedBy")).isFalse();
	}

	@Test
	void countsNoHoldAsAnError() {
		whisk.always(Fault.slowHeaders(Duration.ofMillis(200)));
		String location = disable(20, "\"maxErrors\": 0");
		await().atMost(SOON).until(() -> called() > 0);
		putOnHold("whisk");
		liftHold("whisk");
		await().atMost(SOON).untilAsserted(() -> expectState(location, "succeeded"));
	}

	@Test
	void startsNothingWhileAnotherReplicaCountsItsItems() {
		putOnHold("whisk");
		String location = disable(5, "\"maxConcurrency\": 5");
		await().atMost(SOON).until(() -> count("state = 'pending'") == 5);
		transaction.executeWithoutResult((status) -> {
			jdbc.sql("select id from batch for update").query(UUID.class).single();
			liftHold("whisk");
			await().during(Duration.ofSeconds(2)).atMost(SOON).until(() -> called() == 0);
		});
		await().atMost(SOON).untilAsserted(() -> expectState(location, "succeeded"));
	}

	@Test
	void showsWhatItsErrorsWereAsSoonAsItCountsThem() {
		putOnHold("whisk");
		String location = disable(4, "\"maxErrors\": 1");
		await().atMost(SOON).until(() -> count("state = 'pending'") == 4);
		transaction.executeWithoutResult((status) -> {
			// Nothing is withdrawn of what others hold
			jdbc.sql("select external_id from integration for update").query().listOfRows();
			CompletableFuture.runAsync(() -> jdbc.sql("""
					update change set started_at = now(), problem = '{"code": "provider.error"}', trial = 'error'
					where id in (select id from change order by id limit 2)""").update()).join();
			await().atMost(SOON).untilAsserted(() -> expectState(location, "cancelled"));
			JsonNode batch = read(location);
			assertThat(batch.at("/progress/failed").asInt()).isEqualTo(2);
			assertThat(batch.path("failures")).hasToString("[{\"code\":\"provider.error\",\"items\":2}]");
		});
		awaitWithdrawn();
		assertThat(read(location).path("failures")).hasToString("[{\"code\":\"provider.error\",\"items\":2}]");
	}

	@Test
	void showsWhatBoundsItAlsoOnADryRun() {
		whiskIntegration();
		String bounds = """
				"maxErrors": "10%", "minItems": 2, "maxConcurrency": 3, "notBefore": "2999-01-01T00:00:00Z\"""";
		create("?dryRun=true", 2, bounds).expectStatus().isEqualTo(422);
		String near = bounds.replace("2999-01-01T00:00:00Z", soon());
		RestTestClient.ResponseSpec dryRun = create("?dryRun=true", 2, near).expectStatus().isOk();
		shows(dryRun.expectBody(), near);
		shows(caller().get().uri(location(create("", 2, near))).exchange().expectBody(), near);
	}

	@ParameterizedTest
	@ValueSource(strings = { "\"maxErrors\": -1", "\"maxErrors\": \"10\"", "\"maxErrors\": \"101%\"",
			"\"maxErrors\": 1.5", "\"maxErrors\": true", "\"minItems\": 2", "\"maxErrors\": 1, \"minItems\": 2",
			"\"maxErrors\": \"1%\", \"minItems\": 0", "\"maxErrors\": \"1%\", \"minItems\": 3", "\"maxConcurrency\": 0",
			"\"maxConcurrency\": \"2\"", "\"notBefore\": \"tomorrow\"", "\"notBefore\": \"2999-01-01T00:00:00Z\"" })
	void refusesBoundsThatMeanNothing(String bounds) {
		create("", 2, bounds).expectStatus()
			.isEqualTo(422)
			.expectBody()
			.jsonPath("$.errors[0].pointer")
			.value(String.class, (pointer) -> assertThat(bounds).contains(pointer.substring(1)));
		assertThat(jdbc.sql("select count(*) from batch").query(Long.class).single()).isZero();
	}

	private static void shows(RestTestClient.BodyContentSpec body, String bounds) {
		JsonNode given = JsonMapper.shared().readTree("{" + bounds + "}");
		body.jsonPath("$.maxErrors")
			.isEqualTo("10%")
			.jsonPath("$.minItems")
			.isEqualTo(2)
			.jsonPath("$.maxConcurrency")
			.isEqualTo(3)
			.jsonPath("$.notBefore")
			.isEqualTo(given.path("notBefore").asString());
	}

	private static String soon() {
		return Instant.now().plusSeconds(3600).truncatedTo(ChronoUnit.SECONDS).toString();
	}

	/** As far as the provider knows. */
	private static long called() {
		return whisk.journal().all().stream().map(Received::body).distinct().count();
	}

	private String disable(int items, String bounds) {
		return location(create("", items, bounds));
	}

	private RestTestClient.ResponseSpec create(String query, int items, String bounds) {
		List<String> ids = IntStream.range(0, items).mapToObj((index) -> UUID.randomUUID().toString()).toList();
		ids.forEach((id) -> whisk.add(id, "INTEGRATION_TYPE_SHOPIFY", true));
		return caller().post()
			.uri("/v1/batches" + query)
			.contentType(MediaType.APPLICATION_JSON)
			.body("{\"action\": \"disable\", \"integrations\": [%s], %s}".formatted(
					ids.stream().map((id) -> "\"whisk/%s\"".formatted(id)).collect(Collectors.joining(",")), bounds))
			.exchange();
	}

	private JsonNode read(String location) {
		return json(caller().get().uri(location).exchange());
	}

	private void awaitWithdrawn() {
		await().atMost(SOON).until(() -> count("state = 'pending'") == 0);
	}

	/** How many statements it took: each writes a time of its own. */
	private long withdrawals() {
		return jdbc.sql("select count(distinct finished_at) from change where state = 'cancelled'")
			.query(Long.class)
			.single();
	}

	private long count(String condition) {
		return jdbc.sql("select count(*) from change where " + condition).query(Long.class).single();
	}

}
