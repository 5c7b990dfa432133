package io.switchgear.replica;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

import io.switchgear.simulator.Fault;
import io.switchgear.simulator.Received;
import io.switchgear.support.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What holds while many callers share statements. */
@Timeout(240)
class ReplicaRoundsTests extends ReplicaJourney {

	private static final int CALLERS = 32;

	private static final int ENOUGH = 100;

	@Test
	void loseNothingThatWasConfirmedWhenAReplicaDies() throws Exception {
		addRootFi(2 * CALLERS);
		try (Callers callers = new Callers().call(replicas.one(), CALLERS, CALLERS)) {
			await().atMost(RECOVERED).until(() -> callers.confirmed() > ENOUGH);
			replicas.one().kill();
			replicas.letLeasesRunOut();
			callers.stop();
			callers.assertNothingLost(replicas, CALLERS);
		}
	}

	@Test
	void neverCallTheProviderTwiceAtOnceForAnIntegration() {
		Duration answersAfter = Duration.ofMillis(20);
		addRootFi(3);
		replicas.rootfi.always(Fault.slowHeaders(answersAfter));
		try (Callers callers = new Callers().call(replicas.one(), CALLERS, 3).call(replicas.other(), CALLERS, 3)) {
			await().atMost(RECOVERED).until(() -> callers.confirmed() > ENOUGH);
			callers.stop();
			Map<String, List<Instant>> writes = replicas.rootfi.journal()
				.of("PUT")
				.stream()
				.collect(Collectors.groupingBy(Received::path, Collectors.mapping(Received::at, Collectors.toList())));
			assertThat(writes).hasSize(3).allSatisfy((integration, times) -> {
				List<Instant> sorted = times.stream().sorted(Comparator.naturalOrder()).toList();
				for (int index = 1; index < sorted.size(); index++) {
					assertThat(Duration.between(sorted.get(index - 1), sorted.get(index)))
						.isGreaterThanOrEqualTo(answersAfter);
				}
			});
			assertThat(callers.otherStatuses()).contains(409).isSubsetOf(409, 503);
			callers.assertNothingLost(replicas, 0);
		}
	}

	@Test
	void tellTheTruthAfterAReplicaWasStoppedBeyondItsLease() throws Exception {
		addRootFi(1);
		replicas.rootfi.when("PUT", Fault.applyThenHang());
		CompletableFuture<Answer> caller = CompletableFuture.supplyAsync(() -> disableOnce(replicas.one()));
		await().atMost(SOON).until(() -> replicas.rootfi.journal().count("PUT") == 1);
		replicas.one().freeze();
		try {
			replicas.rootfi.recover();
			// The lease ends after the deadline of the call
			await().atMost(RECOVERED).until(() -> count("state = 'succeeded' and recovered") == 1);
		}
		finally {
			replicas.one().thaw();
		}
		Answer answer = caller.get();
		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.json().at("/lastChange/state").asString()).isEqualTo("succeeded");
		assertThat(disableOnce(replicas.one()).body()).isEqualTo(disableOnce(replicas.other()).body());
		assertThat(count("true")).isOne();
		assertThat(replicas.rootfi.journal().count("PUT")).isOne();
		assertThat(replicas.jdbc.sql("select count(*) from change_event").query(Integer.class).single()).isEqualTo(2);
	}

	private static int count(String condition) {
		return replicas.jdbc.sql("select count(*) from change where " + condition).query(Integer.class).single();
	}

}
