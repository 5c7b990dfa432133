package io.switchgear.provider;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.switchgear.support.Journey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Holds that end by themselves. */
@Timeout(120)
class HoldJourneyTests extends Journey {

	private static final int ITEMS = 50;

	private static final Duration SOON = Duration.ofSeconds(30);

	@AfterEach
	void lift() {
		liftHold("whisk");
	}

	@Test
	void endByThemselvesAndCostNothingThatWaitedItsPatience() {
		Instant until = Instant.now().plusSeconds(2).truncatedTo(ChronoUnit.MILLIS);
		hold("\"until\": \"" + until + "\"").expectStatus().isOk();
		String ids = Stream.generate(() -> "\"whisk/" + whiskIntegration() + "\"")
			.limit(ITEMS)
			.collect(Collectors.joining(","));
		caller().post()
			.uri("/v1/batches")
			.contentType(MediaType.APPLICATION_JSON)
			.body("{\"action\": \"disable\", \"integrations\": [" + ids + "]}")
			.exchange()
			.expectStatus()
			.isAccepted();
		await().atMost(SOON).until(() -> changes("true") == ITEMS);
		// As if all had been there for long
		jdbc.sql("update provider_hold set placed_at = placed_at - interval '1 hour'").update();
		jdbc.sql("update change set created_at = created_at - interval '1 hour', not_after = now()").update();
		await().atMost(SOON).until(() -> changes("state = 'succeeded'") == ITEMS);
		assertThat(whisk.journal().all()).hasSize(ITEMS).allMatch((call) -> call.at().isAfter(until));
		caller().get()
			.uri("/v1/providers/whisk/holds")
			.exchange()
			.expectBody()
			.jsonPath("$.items[0].liftedBy")
			.isEqualTo("expired")
			.jsonPath("$.items[0].liftedAt")
			.isEqualTo(until.toString())
			.jsonPath("$.items[0].until")
			.isEqualTo(until.toString());
		assertThat(
				jdbc.sql("select state from change_event where kind = 'hold' order by seq").query(String.class).list())
			.containsExactly("placed", "lifted");
		JsonNode entry = json(caller().get().uri("/v1/providers/whisk/holds").exchange()).at("/items/0");
		assertThat(jdbc.sql(
				"select payload ->> 'until' from change_event where kind = 'hold' union all select payload ->> 'liftedAt'"
						+ " from change_event where state = 'lifted'")
			.query(String.class)
			.list()).as("as the list has it").containsOnly(entry.path("until").asString());
	}

	@Test
	void tellCallersWhenTheyEnd() {
		hold("\"until\": \"" + Instant.now().plusSeconds(300) + "\"").expectStatus().isOk();
		caller().post()
			.uri("/v1/integrations/whisk/" + whiskIntegration() + "/disable")
			.exchange()
			.expectStatus()
			.isEqualTo(503)
			.expectHeader()
			.value("Retry-After", (seconds) -> assertThat(Integer.parseInt(seconds)).isBetween(280, 300))
			.expectBody()
			.jsonPath("$.code")
			.isEqualTo("provider.on-hold");
	}

	@Test
	void doNotEndBeforeTheyBegin() {
		hold("\"until\": \"" + Instant.now().minusSeconds(1) + "\"").expectStatus()
			.isEqualTo(422)
			.expectBody()
			.jsonPath("$.errors[0].pointer")
			.isEqualTo("/until");
		assertThat(jdbc.sql("select count(*) from provider_hold").query(Long.class).single()).isZero();
	}

	@ParameterizedTest
	@ValueSource(strings = { "+294277-01-01T00:00:00Z", "+999999999-12-31T23:59:59Z", "+10000-01-01T00:00:00Z",
			"-5000-01-01T00:00:00Z", "9999-12-31T23:59:59Z" })
	void endWithinAYear(String until) {
		hold("\"until\": \"" + until + "\"").expectStatus()
			.isEqualTo(422)
			.expectBody()
			.jsonPath("$.errors[0].pointer")
			.isEqualTo("/until");
		assertThat(jdbc.sql("select count(*) from provider_hold").query(Long.class).single()).isZero();
		hold("\"until\": \"" + Instant.now().plus(Duration.ofDays(366)) + "\"").expectStatus().isOk();
	}

	private RestTestClient.ResponseSpec hold(String member) {
		return caller().put()
			.uri("/v1/providers/whisk/hold")
			.contentType(MediaType.APPLICATION_JSON)
			.body("{\"reason\": \"incident 4711\", " + member + "}")
			.exchange();
	}

	private long changes(String condition) {
		return jdbc.sql("select count(*) from change where " + condition).query(Long.class).single();
	}

}
