package io.switchgear.batch;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.switchgear.change.ChangeProperties;
import io.switchgear.simulator.Fault;
import io.switchgear.simulator.Received;
import io.switchgear.support.Journey;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Batches leave room to each other and to callers who wait. */
class FairBatchJourneyTests extends Journey {

	private static final Duration SOON = Duration.ofSeconds(40);

	@Autowired
	private ChangeProperties properties;

	@Test
	void letsBatchesTakeTurnsHoweverOldTheyAre() {
		Set<String> older = added(400);
		Set<String> newer = added(10);
		String first = disable(older, "");
		await().atMost(SOON).until(() -> called(older) > 0);
		String second = disable(newer, "");
		await().atMost(SOON).untilAsserted(() -> expectState(second, "succeeded"));
		assertThat(called(older)).isLessThan(300);
		await().atMost(SOON).untilAsserted(() -> expectState(first, "succeeded"));
	}

	@Test
	void letsAGuardedBatchTakeTurnsToo() {
		Set<String> older = added(400);
		Set<String> newer = added(10);
		String first = disable(older, ", \"maxConcurrency\": 2");
		await().atMost(SOON).until(() -> called(older) > 0);
		String second = disable(newer, ", \"maxErrors\": 3");
		await().atMost(SOON).untilAsserted(() -> expectState(second, "succeeded"));
		assertThat(called(older)).isLessThan(300);
		await().atMost(SOON).untilAsserted(() -> expectState(first, "succeeded"));
	}

	@Test
	void takesNoMoreThanItsShareOfAProviderFromCallersWhoWait() {
		whisk.always(Fault.hang());
		Set<String> items = added(40);
		Set<String> switched = added(20);
		disable(items, "");
		await().atMost(SOON).until(() -> called(items) >= properties.concurrency());
		try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
			switched.forEach((id) -> callers
				.execute(() -> caller().post().uri("/v1/integrations/whisk/{id}/disable", id).exchange()));
			await().atMost(SOON).until(() -> called(switched) == switched.size());
			// None of the attempts, which end after 8 s, has ended by then
			Instant until = arrivals(items).getFirst().plusMillis(2500);
			assertThat(called(items, until)).isLessThanOrEqualTo(properties.concurrency());
			whisk.recover();
		}
	}

	@Test
	void appliesNothingBeforeItsTime() {
		Set<String> items = added(5);
		Instant begin = Instant.now().plusSeconds(3).truncatedTo(ChronoUnit.MILLIS);
		String batch = disable(items, ", \"maxErrors\": 0, \"notBefore\": \"%s\"".formatted(begin));
		await().atMost(SOON).untilAsserted(() -> expectState(batch, "succeeded"));
		assertThat(arrivals(items)).hasSize(5).allMatch((at) -> !at.isBefore(begin));
	}

	private static List<Instant> arrivals(Set<String> ids) {
		return whisk.journal()
			.all()
			.stream()
			.filter((received) -> ids.contains(id(received)))
			.map(Received::at)
			.sorted()
			.toList();
	}

	/** How many of them. */
	private static int called(Set<String> ids) {
		return called(ids, Instant.MAX);
	}

	private static int called(Set<String> ids, Instant until) {
		return (int) whisk.journal()
			.all()
			.stream()
			.filter((received) -> received.at().isBefore(until))
			.map((received) -> id(received))
			.distinct()
			.filter(ids::contains)
			.count();
	}

	private static String id(Received received) {
		return JsonMapper.shared().readTree(received.body()).path("integration_id").asString();
	}

	private static Set<String> added(int items) {
		Set<String> ids = IntStream.range(0, items)
			.mapToObj((index) -> UUID.randomUUID().toString())
			.collect(Collectors.toSet());
		ids.forEach((id) -> whisk.add(id, "INTEGRATION_TYPE_SHOPIFY", true));
		return ids;
	}

	private String disable(Set<String> ids, String bounds) {
		return location(caller().post()
			.uri("/v1/batches")
			.contentType(MediaType.APPLICATION_JSON)
			.body("{\"action\": \"disable\", \"integrations\": [%s]%s}".formatted(
					ids.stream().map((id) -> "\"whisk/%s\"".formatted(id)).collect(Collectors.joining(",")), bounds))
			.exchange());
	}

}
