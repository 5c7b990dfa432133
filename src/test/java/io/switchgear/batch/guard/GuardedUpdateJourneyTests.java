package io.switchgear.batch.guard;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.switchgear.support.Journey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What bounds a batch also bounds one whose items no provider is told of. */
class GuardedUpdateJourneyTests extends Journey {

	private static final Duration SOON = Duration.ofSeconds(40);

	private static final String FULL = IntStream.range(0, 50)
		.mapToObj("\"label%d\": \"x\""::formatted)
		.collect(Collectors.joining(","));

	@AfterEach
	void noProviderWasCalled() {
		assertThat(whisk.journal().count()).isZero();
	}

	@Test
	void labelsNothingBeforeItsTimeAndNothingThatIsCancelledUntilThen() {
		List<String> ids = ids(3);
		name(ids.getFirst());
		String location = label(ids, "\"notBefore\": \"%s\"".formatted(Instant.now().plusSeconds(3600)));
		await().atMost(SOON).until(() -> count("state = 'pending'") == 3);
		expectState(location, "pending");
		assertThat(labelled()).isZero();
		caller().post().uri(location + "/cancel").exchange().expectStatus().isOk();
		await().atMost(SOON).until(() -> count("state = 'cancelled'") == 3);
		expectState(location, "cancelled");
		assertThat(labelled()).isZero();
		assertThat(jdbc.sql("select count(*) from integration").query(Long.class).single()).isOne();
	}

	@Test
	void labelsAllOnceTheirTimeHasCome() {
		String location = label(ids(3), "\"notBefore\": \"%s\"".formatted(Instant.now().plusSeconds(2)));
		await().atMost(SOON).untilAsserted(() -> expectState(location, "succeeded"));
		assertThat(labelled()).isEqualTo(3);
		assertThat(count("finished_at < (select not_before from batch)")).isZero();
	}

	@ParameterizedTest
	@CsvSource({ "0, 1", "1, 2", "3, 3" })
	void failsNoMoreThanOneBeyondWhatIsAllowed(int allowed, int failed) {
		List<String> ids = ids(40);
		ids.subList(0, 3).forEach(this::fill);
		String location = label(ids, "\"maxErrors\": " + allowed);
		await().atMost(SOON)
			.untilAsserted(() -> expectState(location, (allowed < 3) ? "cancelled" : "partially_failed"));
		JsonNode batch = read(location);
		int succeeded = batch.at("/progress/succeeded").asInt();
		assertThat(batch.at("/progress/failed").asInt()).isEqualTo(failed);
		assertThat(batch.at("/progress/cancelled").asInt()).isEqualTo(40 - failed - succeeded);
		assertThat(batch.has("stoppedBy")).isEqualTo(allowed < 3);
		await().atMost(SOON).until(() -> count("state = 'pending'") == 0);
		assertThat(count("state = 'failed'")).isEqualTo(failed);
		assertThat(labelled()).isEqualTo(succeeded);
	}

	@Test
	void waitsForTheEndOfAHoldOnlyIfItIsBounded() {
		putOnHold("whisk");
		String bounded = label(ids(3), "\"maxConcurrency\": 2");
		String unbounded = label(ids(3), "\"reason\": \"moved\"");
		await().atMost(SOON).untilAsserted(() -> expectState(unbounded, "succeeded"));
		await().during(Duration.ofSeconds(1)).atMost(SOON).untilAsserted(() -> expectState(bounded, "pending"));
		liftHold("whisk");
		await().atMost(SOON).untilAsserted(() -> expectState(bounded, "succeeded"));
		assertThat(labelled()).isEqualTo(6);
	}

	private static List<String> ids(int items) {
		return Stream.generate(UUID::randomUUID).limit(items).map("whisk/%s"::formatted).toList();
	}

	private void name(String id) {
		patch(id, "{\"displayName\": \"Zoho Books\"}");
	}

	/** Leaves no room for another label. */
	private void fill(String id) {
		patch(id, "{\"labels\": {%s}}".formatted(FULL));
	}

	private void patch(String id, String body) {
		caller().patch()
			.uri("/v1/integrations/" + id)
			.contentType(MediaType.APPLICATION_JSON)
			.body(body)
			.exchange()
			.expectStatus()
			.isOk();
	}

	private String label(List<String> ids, String bounds) {
		RestTestClient.ResponseSpec accepted = caller().post()
			.uri("/v1/batches")
			.contentType(MediaType.APPLICATION_JSON)
			.body("{\"action\": \"update\", \"patch\": {\"labels\": {\"team\": \"ops\"}}, \"integrations\": [%s], %s}"
				.formatted(ids.stream().map("\"%s\""::formatted).collect(Collectors.joining(",")), bounds))
			.exchange();
		return location(accepted);
	}

	private JsonNode read(String location) {
		return json(caller().get().uri(location).exchange());
	}

	private long labelled() {
		return jdbc.sql("select count(*) from integration where labels ->> 'team' = 'ops'").query(Long.class).single();
	}

	/** Of the items of the batch. */
	private long count(String condition) {
		return jdbc.sql("select count(*) from change where batch is not null and " + condition)
			.query(Long.class)
			.single();
	}

}
