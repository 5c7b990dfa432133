package io.switchgear.outbound;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class AdmittanceTests {

	private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-22T10:00:00Z"), ZoneOffset.UTC);

	private static final int MOST = 8;

	private static final int RATE = 25;

	private static final Duration PERIOD = Duration.ofDays(1);

	private final CircuitBreaker breaker = CircuitBreaker.ofDefaults("rootfi");

	private Holds.@Nullable Hold hold;

	private final Admittance admittance = new Admittance("rootfi",
			(provider) -> provider.equals("rootfi") ? Optional.ofNullable(hold) : Optional.empty(),
			Gates.of(breaker, CLOCK),
			RateLimiter.of("rootfi",
					RateLimiterConfig.custom()
						.limitForPeriod(RATE)
						.limitRefreshPeriod(PERIOD)
						.timeoutDuration(Duration.ZERO)
						.build()),
			MOST);

	@Test
	void letsInAsManyAsThereIsRoomFor() {
		assertThat(admittance.enter()).isEqualTo(MOST);
		assertThat(admittance.enter()).isZero();
		admittance.leave(3);
		assertThat(admittance.enter()).isEqualTo(3);
		admittance.leave(MOST);
		assertThat(admittance.enter()).isEqualTo(MOST);
	}

	@Test
	void letsNobodyInUnderAHold() {
		hold = new Holds.Hold("incident 4711", "somebody", null, CLOCK.instant(), null);
		assertThat(admittance.enter()).isZero();
		hold = null;
		assertThat(admittance.enter()).isEqualTo(MOST);
	}

	@Test
	void letsNobodyInToAProviderInTrouble() {
		breaker.transitionToForcedOpenState();
		assertThat(admittance.enter()).isZero();
		breaker.transitionToClosedState();
		assertThat(admittance.enter()).isEqualTo(MOST);
	}

	@Test
	void letsOneInToAProviderThatMayBeWellAgain() {
		breaker.transitionToOpenState();
		breaker.transitionToHalfOpenState();
		assertThat(admittance.enter()).isOne();
		assertThat(admittance.enter()).isZero();
	}

	@Test
	void letsBatchesThroughAtTheirRate() {
		assertThat(admittance.paced(0)).isZero();
		assertThat(admittance.paced(10)).isEqualTo(10);
		assertThat(admittance.paced(10)).isEqualTo(10);
		assertThat(admittance.pace(10)).isEqualTo(5);
		assertThat(admittance.pace(3)).isEqualTo(3);
		assertThat(admittance.paced(10)).isEqualTo(5);
		assertThat(admittance.paced(10)).isZero();
		assertThat(admittance.pace(10)).isZero();
	}

	@Test
	void pausesUntilTheRateLetsMoreThrough() {
		Duration longest = Duration.ofDays(5);
		assertThat(admittance.pause(longest)).isEqualTo(longest);
		admittance.paced(RATE);
		assertThat(admittance.pause(longest)).isEqualTo(PERIOD.dividedBy(2));
		assertThat(admittance.pause(Duration.ofSeconds(1))).isEqualTo(Duration.ofSeconds(1));
	}

}
