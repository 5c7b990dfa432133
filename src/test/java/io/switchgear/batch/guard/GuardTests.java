package io.switchgear.batch.guard;

import io.switchgear.batch.guard.Guard.Trials;
import io.switchgear.change.background.BatchGuard.Room;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class GuardTests {

	private static final int TOTAL = 50;

	@ParameterizedTest(name = "{0}: {1} errors")
	@CsvSource({ "0, 0, false", "0, 1, true", "5, 5, false", "5, 6, true", "10%, 5, false", "10%, 6, true",
			"0%, 1, true", "100%, 50, false", "3%, 1, false", "3%, 2, true" })
	void stopsAtTheFirstErrorThatIsOneTooMany(String max, int errors, boolean stops) {
		assertThat(guard(max, null, null).stop(new Trials(errors, errors, 0, errors)).isPresent()).isEqualTo(stops);
	}

	@Test
	void saysHowManyErrorsThereWereAndHowManyAreAllowed() {
		assertThat(guard("10%", null, null).stop(new Trials(9, 6, 0, 6))).contains(StoppedBy.tooManyErrors(6, 5));
		assertThat(guard("10%", 20, null).stop(new Trials(25, 6, 0, 6))).contains(StoppedBy.tooManyErrors(6, 2));
	}

	@ParameterizedTest(name = "{0} tried, {1} errors, {2} being applied")
	@CsvSource({ "19, 19, 0, false", "20, 2, 0, false", "20, 3, 0, true", "20, 3, 1, false", "21, 3, 1, true",
			"40, 4, 0, false", "40, 5, 0, true" })
	void countsAPercentageOfWhatWasTriedOnceThatIsEnough(int begun, int errors, int applying, boolean stops) {
		assertThat(guard("10%", 20, null).stop(new Trials(begun, errors, applying, errors + applying)).isPresent())
			.isEqualTo(stops);
	}

	@ParameterizedTest(name = "{0} allowed, {1} failed and {2} being applied")
	@CsvSource({ "5, 0, 0, 6", "5, 0, 6, 0", "5, 3, 1, 2", "5, 5, 0, 1", "5, 5, 1, 0", "0, 0, 0, 1", "10%, 2, 1, 3" })
	void letsNoMoreInThanMayFail(String max, int errors, int applying, int room) {
		assertThat(guard(max, null, null).room(new Trials(20, errors, applying, errors + applying)).fresh())
			.isEqualTo(room);
	}

	@ParameterizedTest(name = "{0} tried, {1} at risk")
	@CsvSource({ "0, 0, 20", "15, 15, 5", "20, 3, 0", "20, 2, 1", "20, 0, 3", "30, 0, 4", "29, 3, 1" })
	void letsAsManyInAsAreToBeTriedAndThenNoMoreThanMayFail(int begun, int atRisk, int room) {
		assertThat(guard("10%", 20, null).room(new Trials(begun, atRisk, 0, atRisk)).fresh()).isEqualTo(room);
	}

	@Test
	void letsNoMoreInThanMayBeAppliedAtOnce() {
		assertThat(guard(null, null, 4).room(new Trials(9, 2, 3, 5))).isEqualTo(new Room(1, 1));
		assertThat(guard(null, null, 4).room(new Trials(9, 0, 4, 4))).isEqualTo(Room.NONE);
		assertThat(guard("5", null, 4).room(new Trials(9, 4, 1, 5))).isEqualTo(new Room(1, 3));
	}

	@Test
	void alwaysLetsOneInOrStops() {
		for (int errors = 0; errors <= TOTAL; errors++) {
			for (String max : new String[] { "0", "7", "0%", "10%", "33%", "100%" }) {
				for (Integer minItems : new Integer[] { null, 1, 20, TOTAL }) {
					Guard guard = guard(max, max.endsWith("%") ? minItems : null, null);
					Trials idle = new Trials(errors, errors, 0, errors);
					assertThat(guard.stop(idle).isPresent() || guard.room(idle).fresh() > 0)
						.as("%d of %d, %s, %s", errors, TOTAL, max, minItems)
						.isTrue();
				}
			}
		}
	}

	private static Guard guard(@Nullable String max, @Nullable Integer minItems, @Nullable Integer maxConcurrency) {
		MaxErrors allowed = (max == null) ? null
				: MaxErrors.ofPercentage(max).orElseGet(() -> new MaxErrors(Integer.parseInt(max), false));
		return new Guard(new Rails(allowed, minItems, maxConcurrency, null), TOTAL);
	}

}
