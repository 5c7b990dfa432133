package io.switchgear.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;

import io.switchgear.change.Tables;
import io.switchgear.connector.ProviderState;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ObservationsTests {

	private static final ProviderState ENABLED = new ProviderState(true, "ZOHO_BOOKS", Map.of(), Map.of(), null);

	private static final Instant ASKED = Tables.NOW.plus(Duration.ofSeconds(1));

	private static final Instant ANSWERED = Tables.NOW.plus(Duration.ofSeconds(2));

	private final Tables tables = Tables.empty();

	private final Observations observations = new Observations(tables.integrations,
			new RowTransactions(tables.transaction), Clock.fixed(ANSWERED, ZoneOffset.UTC));

	@BeforeEach
	void oneWasSeen() {
		tables.known(Tables.ROOTFI);
	}

	@Test
	void takesDownWhatIsReadWithoutDisturbingAChangeUnderWay() {
		tables.begin(Tables.ROOTFI);
		Integration seen = observations.add(Tables.ROOTFI, ENABLED, ASKED).integration();
		assertThat(seen).isEqualTo(known());
		assertThat(seen.sync()).isEqualTo(Sync.PENDING);
		assertThat(seen.enabled()).isFalse();
		assertThat(seen.observed()).isEqualTo(new Observed(true, ANSWERED));
	}

	@Test
	void keepsALaterConfirmationThanAnAnswerThatWasOnItsWay() {
		ProviderState disabled = new ProviderState(false, "ZOHO_BOOKS", Map.of(), Map.of(), null);
		write(known().observed(disabled, ANSWERED));
		Integration confirmed = known();
		assertThat(observations.add(Tables.ROOTFI, ENABLED, ASKED).integration()).isEqualTo(confirmed);
		assertThat(known()).isEqualTo(confirmed);
	}

	private void write(Integration next) {
		tables.integrations.update(next.nextVersion(Tables.NOW));
	}

	private Integration known() {
		return tables.integrations.find(Tables.ROOTFI).orElseThrow();
	}

}
