package io.switchgear.batch.revert;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.switchgear.simulator.Fault;
import io.switchgear.support.Journey;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What becomes of a batch that had too many errors. */
class StoppedBatchJourneyTests extends Journey {

	private static final Duration SOON = Duration.ofSeconds(40);

	private List<String> ids = List.of();

	@BeforeEach
	void areOn() {
		ids = Stream.generate(Journey::whiskIntegration).limit(6).toList();
	}

	@Test
	void isRevertedOnceIfThatWasAskedFor() {
		String batch = stopped(", \"onTooManyErrors\": \"revert\"");
		assertThat(read(batch).path("onTooManyErrors").asString()).isEqualTo("revert");
		await().atMost(SOON)
			.untilAsserted(() -> assertThat(newest().path("reverts").asString()).isEqualTo(idOf(batch)));
		await().atMost(SOON).untilAsserted(() -> assertThat(newest().path("state").asString()).isEqualTo("succeeded"));
		JsonNode revert = newest();
		assertThat(revert.path("actor").asString()).isEqualTo("switchgear");
		assertThat(revert.path("reason").asString()).isEqualTo("Batch %s had too many errors".formatted(idOf(batch)));
		assertThat(revert.at("/progress/succeeded").asInt()).isEqualTo(2);
		assertThat(ids).allMatch(whisk::enabled);
		assertThat(jdbc.sql("select count(*) from batch").query(Long.class).single()).isEqualTo(2);
	}

	@Test
	void isLeftAsItIsOtherwise() {
		stopped("");
		await().atMost(SOON).until(this::allHaveEnded);
		assertThat(jdbc.sql("select count(*) from batch where revert_due").query(Long.class).single()).isZero();
		assertThat(ids).filteredOn(whisk::enabled).hasSize(4);
	}

	@Test
	void isNeverRevertedWithoutABoundOfItsErrors() {
		create("\"onTooManyErrors\": \"revert\"").expectStatus()
			.isEqualTo(422)
			.expectBody()
			.jsonPath("$.errors[0].pointer")
			.isEqualTo("/onTooManyErrors");
	}

	/** After two that succeeded. */
	private String stopped(String more) {
		ids.forEach((id) -> caller().get()
			.uri("/v1/integrations/whisk/{id}?fresh=true", id)
			.exchange()
			.expectStatus()
			.isOk());
		whisk.next(Fault.none(), Fault.none(), Fault.answer(400));
		String batch = location(create("\"maxErrors\": 0" + more));
		await().atMost(SOON).untilAsserted(() -> expectState(batch, "cancelled"));
		return batch;
	}

	private RestTestClient.ResponseSpec create(String bounds) {
		return caller().post()
			.uri("/v1/batches")
			.contentType(MediaType.APPLICATION_JSON)
			.body("{\"action\": \"disable\", \"integrations\": [%s], %s}".formatted(
					ids.stream().map((id) -> "\"whisk/%s\"".formatted(id)).collect(Collectors.joining(",")), bounds))
			.exchange();
	}

	private boolean allHaveEnded() {
		return jdbc.sql("select count(*) from change where finished_at is null").query(Long.class).single() == 0;
	}

	private static String idOf(String location) {
		return location.substring(location.lastIndexOf('/') + 1);
	}

	private JsonNode newest() {
		return read("/v1/batches").at("/items/0");
	}

	private JsonNode read(String path) {
		return json(caller().get().uri(path).exchange());
	}

}
