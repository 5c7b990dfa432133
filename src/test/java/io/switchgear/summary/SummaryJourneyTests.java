package io.switchgear.summary;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;

import io.switchgear.simulator.Fault;
import io.switchgear.support.Journey;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What the summary counts. */
class SummaryJourneyTests extends Journey {

	private static final int CHANGES = 2000;

	private static final int INTEGRATIONS = 60;

	private static final Duration SOON = Duration.ofSeconds(60);

	private static final MediaType MERGE_PATCH = MediaType.valueOf("application/merge-patch+json");

	private final Random random = new Random(4711);

	@Autowired
	private ChangeTally tally;

	@Autowired
	private PlatformTransactionManager transactions;

	@BeforeEach
	void forgetWhatOthersCounted() {
		mark("cluster = event_cluster(), snapshot = pg_current_snapshot()");
	}

	@Test
	void agreesWithTheDatabaseAfterARandomMixOfChanges() {
		List<String> ids = new ArrayList<>();
		for (int index = 0; index < INTEGRATIONS; index++) {
			ids.add("whisk/" + whiskIntegration());
			rootfi.add(2000 + index, "XERO", CLIENT_ID, CLIENT_SECRET, false, true);
			ids.add("rootfi/" + (2000 + index));
		}
		ids.add("rootfi/99");
		ids.add("whisk/" + UUID.randomUUID());
		int done = 0;
		while (done < CHANGES) {
			done += change(ids.get(random.nextInt(ids.size())), ids);
			if (done % 500 == 0) {
				tally.advance();
			}
		}
		whisk.always(Fault.answer(500));
		caller().post().uri("/v1/integrations/" + ids.getFirst() + "/enable").exchange().expectStatus().isEqualTo(502);
		caller().put()
			.uri("/v1/providers/rootfi/hold")
			.contentType(MediaType.APPLICATION_JSON)
			.body("{\"reason\": \"incident 4711\"}")
			.exchange();
		batch(ids.subList(1, 2));
		await().atMost(SOON).untilAsserted(() -> {
			JsonNode summary = summary(caller());
			assertThat(summary.path("providers").valueStream().map((provider) -> provider.path("name").asString()))
				.containsExactly("rootfi", "whisk");
			summary.path("providers").forEach(this::agrees);
			assertThat(summary.at("/providers/0/hold/reason").asString()).isEqualTo("incident 4711");
			assertThat(summary.at("/providers/0/openChanges/pending/changes").asInt()).isPositive();
			assertThat(summary.path("runningBatches").valueStream()).isNotEmpty().allSatisfy((batch) -> {
				assertThat(batch.path("actor").asString()).isEqualTo("billing-service");
				assertThat(batch.at("/progress/pending").asInt()).isPositive();
			});
		});
		assertThat(jdbc.sql("select count(*) from change where finished_at is not null").query(Long.class).single())
			.isGreaterThan(CHANGES / 2);
		caller().delete().uri("/v1/providers/rootfi/hold").exchange();
	}

	@Test
	void countsEachChangeOnceHoweverOftenAndWhereverItIsCounted() {
		String id = "whisk/" + whiskIntegration();
		for (int round = 0; round < 20; round++) {
			caller().post().uri("/v1/integrations/" + id + "/disable").exchange().expectStatus().isOk();
			Thread one = Thread.ofVirtual().start(tally::advance);
			Thread other = Thread.ofVirtual().start(tally::advance);
			await().until(() -> !one.isAlive() && !other.isAlive());
		}
		assertThat(tally.since(Instant.now().minus(1, ChronoUnit.DAYS))
			.stream()
			.mapToLong(ChangeTally.Count::changes)
			.sum()).isEqualTo(20);
	}

	@Test
	void goesOnCountingAfterTheDataWereMoved() {
		String id = "whisk/" + whiskIntegration();
		caller().post().uri("/v1/integrations/" + id + "/disable").exchange().expectStatus().isOk();
		mark("cluster = 17, snapshot = '9000000000:9000000000:'");
		await().until(() -> {
			tally.advance();
			return jdbc.sql("select cluster = event_cluster() from change_tally_mark").query(Boolean.class).single();
		});
		caller().post().uri("/v1/integrations/" + id + "/enable").exchange().expectStatus().isOk();
		assertThat(tally.since(Instant.now().minus(1, ChronoUnit.DAYS))
			.stream()
			.mapToLong(ChangeTally.Count::changes)
			.sum()).isEqualTo(1);
	}

	@Test
	void showsOnlyWhatTheTokenMayRead() {
		caller().post()
			.uri("/v1/integrations/whisk/" + whiskIntegration() + "/disable")
			.exchange()
			.expectStatus()
			.isOk();
		batch(List.of("whisk/" + UUID.randomUUID()));
		JsonNode summary = summary(caller("integrations:read:rootfi"));
		assertThat(summary.path("providers").valueStream().map((provider) -> provider.path("name").asString()))
			.containsExactly("rootfi");
		assertThat(summary.path("runningBatches")).isEmpty();
		caller("integrations:write").get().uri("/v1/summary").exchange().expectStatus().isForbidden();
	}

	/** At once, since the gateway counts by itself too. */
	private void mark(String values) {
		new TransactionTemplate(transactions).executeWithoutResult((status) -> {
			jdbc.sql("update change_tally_mark set " + values).update();
			jdbc.sql("delete from change_tally").update();
		});
	}

	/** Says how many changes it made. */
	private int change(String id, List<String> ids) {
		switch (random.nextInt(12)) {
			case 0 -> caller().patch()
				.uri("/v1/integrations/" + id)
				.contentType(MERGE_PATCH)
				.body("{\"labels\": {\"n\": \"%d\"}}".formatted(random.nextInt(9)))
				.exchange();
			case 1 -> caller().delete().uri("/v1/integrations/" + id).exchange();
			case 2 ->
				caller().post().uri("/v1/integrations/" + id + "/disable").header("Prefer", "respond-async").exchange();
			case 3 -> cancelled(id);
			case 4 -> {
				int from = random.nextInt(ids.size() - 10);
				batch(ids.subList(from, from + 10));
				return 10;
			}
			default -> caller().post()
				.uri("/v1/integrations/" + id + (random.nextBoolean() ? "/enable" : "/disable"))
				.exchange();
		}
		return 1;
	}

	private void cancelled(String id) {
		RestTestClient.ResponseSpec response = caller().post()
			.uri("/v1/integrations/" + id + "/disable")
			.contentType(MediaType.APPLICATION_JSON)
			.body("{\"notBefore\": \"%s\"}".formatted(Instant.now().plus(10, ChronoUnit.DAYS)))
			.exchange();
		// A newer change may have taken its place
		caller().post().uri(location(response) + "/cancel").exchange();
	}

	private void batch(List<String> ids) {
		location(caller().post()
			.uri("/v1/batches")
			.contentType(MediaType.APPLICATION_JSON)
			.body("{\"action\": \"enable\", \"integrations\": [\"%s\"]}".formatted(String.join("\", \"", ids)))
			.exchange());
	}

	private void agrees(JsonNode shown) {
		String provider = shown.path("name").asString();
		assertThat(shown.at("/integrations/total").asLong())
			.isEqualTo(count("integration where provider = :provider", provider));
		for (String enabled : List.of("enabled is true", "enabled is false", "enabled is null")) {
			String name = enabled.endsWith("true") ? "enabled" : enabled.endsWith("false") ? "disabled" : "unknown";
			assertThat(shown.at("/integrations/enabled/" + name).asLong())
				.isEqualTo(count("integration where provider = :provider and " + enabled, provider));
		}
		for (String sync : List.of("in_sync", "drifted", "unknown")) {
			assertThat(shown.at("/integrations/sync/" + (sync.equals("in_sync") ? "inSync" : sync)).asLong())
				.isEqualTo(count("integration where provider = :provider and lease is null and waiting = 0 and sync = '"
						+ sync + "'", provider));
		}
		assertThat(shown.at("/integrations/sync/pending").asLong()).isEqualTo(
				count("integration where provider = :provider and (lease is not null or waiting > 0)", provider));
		agreesOnChanges(shown, provider);
	}

	private void agreesOnChanges(JsonNode shown, String provider) {
		for (String state : List.of("pending", "applying")) {
			assertThat(shown.at("/openChanges/" + state + "/changes").asLong())
				.isEqualTo(count("change where provider = :provider and state = '" + state + "'", provider));
		}
		for (String state : List.of("succeeded", "failed", "cancelled")) {
			assertThat(shown.at("/lastDay/" + state).asLong()).as("%s at %s", state, provider)
				.isEqualTo(count("change where provider = :provider and state = '" + state + "'", provider));
			shown.at("/lastDay/hours")
				.forEach((hour) -> assertThat(hour.path(state).asLong()).isEqualTo(jdbc.sql("""
						select count(*) from change where provider = :provider and state = :state
						  and finished_at >= :from and finished_at < :from + interval '1 hour'""")
					.param("provider", provider)
					.param("state", state)
					.param("from", OffsetDateTime.parse(hour.path("from").asString()))
					.query(Long.class)
					.single()));
		}
		assertThat(shown.at("/lastDay/hours")).hasSize(24);
		TreeMap<String, Long> codes = new TreeMap<>();
		shown.at("/lastDay/codes")
			.forEach((code) -> codes.put(code.path("code").asString(), code.path("changes").asLong()));
		TreeMap<String, Long> expected = new TreeMap<>();
		jdbc.sql(
				"select problem ->> 'code' code, count(*) n from change where state = 'failed' and provider = :provider group by 1")
			.param("provider", provider)
			.query((row) -> {
				expected.put(row.getString("code"), row.getLong("n"));
			});
		assertThat(codes).isEqualTo(expected);
	}

	private long count(String what, String provider) {
		return jdbc.sql("select count(*) from " + what).param("provider", provider).query(Long.class).single();
	}

	private static JsonNode summary(RestTestClient caller) {
		return JsonMapper.shared()
			.readTree(Objects.requireNonNull(caller.get()
				.uri("/v1/summary")
				.exchange()
				.expectStatus()
				.isOk()
				.returnResult(String.class)
				.getResponseBody()));
	}

}
