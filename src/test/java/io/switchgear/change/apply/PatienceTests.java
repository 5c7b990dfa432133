package io.switchgear.change.apply;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;

import io.switchgear.change.Change;
import io.switchgear.change.ChangeAction;
import io.switchgear.change.ChangeSource;
import io.switchgear.change.ChangeState;
import io.switchgear.connector.IntegrationRef;
import io.switchgear.outbound.Holds;
import io.switchgear.security.Actor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PatienceTests {

	private static final Instant ASKED = Instant.parse("2026-11-22T10:00:00Z");

	private static final Duration A_TRY = Duration.ofSeconds(10);

	private static final Duration A_DAY = Duration.ofDays(1);

	private static final Change CHANGE = new Change(UUID.randomUUID(), new IntegrationRef("rootfi", "1234"),
			ChangeAction.DISABLE, ChangeState.PENDING, Map.of("enabled", false), null, null, null,
			Actor.named("somebody"), ChangeSource.API, 0, 0, null, null, null, null, ASKED.plus(A_DAY), ASKED, ASKED,
			null, null, null);

	private Duration held = Duration.ZERO;

	@Test
	void triesAgainAfterHalfToAllOfTheTimeThatWasSpent() {
		assertThat(nextTry(Duration.ofMinutes(2), null)).isBetween(ASKED.plus(Duration.ofMinutes(3)),
				ASKED.plus(Duration.ofMinutes(4)));
		assertThat(nextTry(Duration.ZERO, null)).isEqualTo(ASKED.plusSeconds(1));
		assertThat(nextTry(Duration.ofHours(10), null)).isEqualTo(ASKED.plus(Duration.ofHours(10)).plusSeconds(300));
	}

	@Test
	void waitsAsLongAsItWasAskedTo() {
		assertThat(nextTry(Duration.ofSeconds(10), Duration.ofMinutes(20)))
			.isEqualTo(ASKED.plusSeconds(10).plus(Duration.ofMinutes(20)));
	}

	@Test
	void waitsHalfAnHourAtMost() {
		assertThat(nextTry(Duration.ofSeconds(10), A_DAY)).isEqualTo(ASKED.plusSeconds(10).plusSeconds(1800));
	}

	@Test
	void putsTheLastTryOffNoFurtherThanItsTimeAllows() {
		assertThat(nextTry(Duration.ofHours(24).minusMinutes(10), A_DAY)).isEqualTo(ASKED.plus(A_DAY).minus(A_TRY));
	}

	@Test
	void endsInTimeOnceThereIsNoTimeForAnotherTry() {
		assertThat(nextTry(A_DAY.minusSeconds(5), A_DAY)).isEqualTo(ASKED.plus(A_DAY));
	}

	@Test
	void doesNotCountTheTimeUnderAHold() {
		assertThat(patience(A_DAY).isOver(CHANGE)).isTrue();
		held = Duration.ofHours(3);
		assertThat(patience(A_DAY.plusHours(2)).isOver(CHANGE)).isFalse();
		assertThat(nextTry(A_DAY.plusHours(2), null)).isEqualTo(ASKED.plus(A_DAY).plusSeconds(2 * 3600 + 300));
		assertThat(patience(A_DAY.plusHours(3)).isOver(CHANGE)).isTrue();
	}

	@Test
	void doesNotCountTheTimeUnderAHoldAfterADeathEither() {
		held = Duration.ofMinutes(5);
		assertThat(patience(Duration.ofMinutes(6)).isOverAfterDeath(CHANGE)).isFalse();
		assertThat(patience(Duration.ofMinutes(7)).isOverAfterDeath(CHANGE)).isTrue();
	}

	private Instant nextTry(Duration spent, @Nullable Duration asked) {
		return patience(spent).nextTry(CHANGE, A_TRY, asked);
	}

	private Patience patience(Duration spent) {
		Holds holds = new Holds() {

			@Override
			public Optional<Hold> of(String provider) {
				return Optional.empty();
			}

			@Override
			public Duration timeOnHold(String provider, Instant since) {
				return held;
			}

		};
		return new Patience(holds, Duration.ofMinutes(2), Clock.fixed(ASKED.plus(spent), ZoneOffset.UTC),
				RandomGenerator.getDefault());
	}

}
