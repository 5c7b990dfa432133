package io.switchgear.change.background;

import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PlaceTests {

	private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

	private final Place place = new Place();

	@Test
	void readsFromTheBeginningFirst() {
		assertThat(place.at(NOW)).isEqualTo(Instant.EPOCH);
	}

	@Test
	void goesOnWhereItStopped() {
		place.at(NOW);
		place.moveTo(NOW.minusSeconds(3));
		assertThat(place.at(NOW.plusMillis(500))).isEqualTo(NOW.minusSeconds(3));
		place.moveTo(NOW.minusSeconds(2));
		assertThat(place.at(NOW.plusMillis(1999))).isEqualTo(NOW.minusSeconds(2));
	}

	@Test
	void readsFromTheBeginningNowAndThenForThoseThatWerePassed() {
		place.at(NOW);
		place.moveTo(NOW.minusSeconds(3));
		assertThat(place.at(NOW.plus(Duration.ofSeconds(2)))).isEqualTo(Instant.EPOCH);
		place.moveTo(NOW.minusSeconds(1));
		assertThat(place.at(NOW.plus(Duration.ofMillis(3999)))).isEqualTo(NOW.minusSeconds(1));
		assertThat(place.at(NOW.plus(Duration.ofSeconds(4)))).isEqualTo(Instant.EPOCH);
	}

	@Test
	void readsFromTheBeginningIfTheClockWasSetBack() {
		place.at(NOW);
		place.moveTo(NOW.minusSeconds(3));
		assertThat(place.at(NOW.minusSeconds(1))).isEqualTo(NOW.minusSeconds(3));
		assertThat(place.at(NOW.minusSeconds(2))).isEqualTo(Instant.EPOCH);
	}

}
