package io.switchgear.change.background;

import java.time.Duration;
import java.time.Instant;

import io.switchgear.change.Change;
import io.switchgear.change.Tables;
import io.switchgear.integration.Patch;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What the clock of a replica that runs ahead delays. */
class ClockAheadTests {

	private final Tables tables = Tables.empty();

	@Test
	void isNothingThatIsDueAtOnce() {
		tables.pass(Duration.between(Tables.NOW, Instant.now()).plusDays(10));
		Change change = tables.intake.add(Tables.request(Patch.switched(false), null), Tables.PATIENCE);
		assertThat(change.createdAt()).isAfter(Instant.now().plus(Duration.ofDays(9)));
		assertThat(tables.jdbc.sql("select next_try <= now() from change").query(Boolean.class).single()).isTrue();
	}

}
