package io.switchgear.batch;

import java.time.Duration;
import java.time.Instant;

import io.switchgear.support.Journey;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** When it is told how far a batch has come. */
class BatchEventsJourneyTests extends Journey {

	private static final Duration SOON = Duration.ofSeconds(40);

	@Test
	void leavesABatchAloneWhileNothingOfItMoves() {
		String batch = location(caller().post()
			.uri("/v1/batches")
			.contentType(MediaType.APPLICATION_JSON)
			.body("{\"action\": \"disable\", \"integrations\": [\"whisk/%s\"], \"notBefore\": \"%s\"}"
				.formatted(whiskIntegration(), Instant.now().plusSeconds(3600)))
			.exchange());
		// It is never that old if it is written at every look
		await().atMost(SOON).until(() -> is("told_at < clock_timestamp() - interval '3 seconds'"));
		caller().post().uri(batch + "/cancel").exchange().expectStatus().isOk();
		await().atMost(SOON).until(() -> is("told_end"));
		assertThat(
				jdbc.sql("select state from change_event where kind = 'batch' order by seq").query(String.class).list())
			.containsExactly("pending", "cancelled");
	}

	private boolean is(String condition) {
		return jdbc.sql("select count(*) from batch where " + condition).query(Long.class).single() == 1;
	}

}
