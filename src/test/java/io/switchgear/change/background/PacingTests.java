package io.switchgear.change.background;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import io.github.resilience4j.ratelimiter.RateLimiterRegistry;
import io.switchgear.change.Change;
import io.switchgear.change.ChangeAction;
import io.switchgear.change.ChangeSource;
import io.switchgear.change.ChangeState;
import io.switchgear.connector.IntegrationRef;
import io.switchgear.outbound.Holds;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PacingTests {

	private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

	private static final Holds.Hold HOLD = new Holds.Hold("incident 4711", "somebody", NOW);

	private final RateLimiterRegistry rates = RateLimiterRegistry.of(RateLimiterConfig.custom()
		.limitForPeriod(25)
		.limitRefreshPeriod(Duration.ofSeconds(1))
		.timeoutDuration(Duration.ZERO)
		.build());

	private final Pacing pacing = new Pacing((provider) -> Optional.of(HOLD), (provider) -> {
		throw new IllegalStateException("Nobody is to be let in under a hold");
	}, 8, rates, Clock.fixed(NOW, ZoneOffset.UTC), RandomGenerator.getDefault());

	@Test
	void givesEachItemThatWaitsAMomentOfItsOwnAtTheRate() {
		assertThat(turns(100)).isSorted().doesNotHaveDuplicates().last().isEqualTo(NOW.plusMillis(1000 + 99 * 40));
	}

	@Test
	void letsNobodyWaitForMomentsThatManyOthersWereGiven() {
		assertThat(turns(10_000)).allMatch((turn) -> !turn.isAfter(NOW.plusSeconds(30)));
		assertThat(turns(1)).allMatch((turn) -> !turn.isBefore(NOW.plusSeconds(15)));
	}

	private List<Instant> turns(int count) {
		return IntStream.range(0, count).mapToObj((item) -> Objects.requireNonNull(pacing.notNow(item()))).toList();
	}

	private static Change item() {
		return new Change(UUID.randomUUID(), new IntegrationRef("rootfi", "1234"), ChangeAction.DISABLE,
				ChangeState.PENDING, Map.of("enabled", false), null, null, null, "somebody", ChangeSource.BATCH, 0, 0,
				UUID.randomUUID(), null, null, null, NOW.plusSeconds(3600), NOW, null, null, null);
	}

}
