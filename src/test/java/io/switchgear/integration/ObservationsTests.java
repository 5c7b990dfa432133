package io.switchgear.integration;

import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

import io.switchgear.change.Tables;
import io.switchgear.connector.IntegrationRef;
import io.switchgear.connector.ListedIntegration;
import io.switchgear.connector.ProviderState;
import io.switchgear.support.DatabaseInUse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class ObservationsTests {

	private static final ProviderState ENABLED = new ProviderState(true, "ZOHO_BOOKS", Map.of(), Map.of(), null);

	private static final ProviderState DISABLED = new ProviderState(false, "ZOHO_BOOKS", Map.of(), Map.of(), null);

	private static final Instant ASKED = Tables.NOW.plus(Duration.ofSeconds(1));

	private static final Instant ANSWERED = Tables.NOW.plus(Duration.ofSeconds(2));

	private final Tables tables = Tables.empty();

	private final Observations observations = new Observations(tables.integrations, new ListedRows(tables.jdbc),
			new RowTransactions(tables.transaction), new IntegrationEvents(tables.jdbc),
			Clock.fixed(ANSWERED, ZoneOffset.UTC));

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

	@Test
	void tellsADifferenceOnceAndThatItIsOver() {
		write(known().observed(ENABLED, Tables.NOW));
		observations.compare(Tables.ROOTFI, DISABLED, ASKED);
		assertThat(known().sync()).isEqualTo(Sync.DRIFTED);
		observations.compare(Tables.ROOTFI, DISABLED, ANSWERED);
		observations.add(Tables.ROOTFI, DISABLED, ANSWERED);
		observations.compare(Tables.ROOTFI, ENABLED, ANSWERED);
		assertThat(told()).containsExactly("drifted", "in_sync");
		assertThat(known().enabled()).isTrue();
	}

	@Test
	void comparesNothingThatNobodyAskedFor() {
		observations.compare(Tables.ROOTFI, ENABLED, ASKED);
		observations.compare(Tables.ROOTFI, DISABLED, ANSWERED);
		assertThat(known().enabled()).isNull();
		assertThat(known().sync()).isEqualTo(Sync.IN_SYNC);
		assertThat(told()).isEmpty();
	}

	@Test
	void comparesSettingsThatSomebodyAskedForAndNoOthers() {
		write(known().observed(withSettings(Map.of("useProviderIdentity", true, "other", 1)), Tables.NOW));
		tables.integrations.storeAskedSettings(Tables.ROOTFI, Map.of("useProviderIdentity", true));
		observations.compare(Tables.ROOTFI, withSettings(Map.of("useProviderIdentity", true, "other", 2)), ASKED);
		observations.compare(Tables.ROOTFI, withSettings(Map.of()), ASKED);
		assertThat(known().sync()).isEqualTo(Sync.IN_SYNC);
		observations.compare(Tables.ROOTFI, withSettings(Map.of("useProviderIdentity", false)), ANSWERED);
		assertThat(known().sync()).isEqualTo(Sync.DRIFTED);
		assertThat(known().differing()).containsExactly("settings.useProviderIdentity");
		assertThat(told()).containsExactly("drifted");
	}

	@Test
	void leavesAnIntegrationAloneWhoseChangeIsBeingApplied() {
		tables.begin(Tables.ROOTFI);
		Integration before = known();
		observations.compare(Tables.ROOTFI, ENABLED, ASKED);
		observations.missing(Tables.ROOTFI, ASKED);
		assertThat(known()).isEqualTo(before);
	}

	@Test
	void isNotMissingOnceTheProviderHasSaidSomethingOfIt() {
		observations.missing(Tables.ROOTFI, ASKED);
		assertThat(known().missingSince()).isEqualTo(ANSWERED);
		observations.compare(Tables.ROOTFI, ENABLED, ANSWERED);
		assertThat(known().missingSince()).isNull();
	}

	/**
	 * By their bytes, the tilde comes before the face, by the units of Java behind it.
	 */
	@Test
	void createsWhatAListShowsInTheOrderInWhichBatchesTakeRows() throws Exception {
		IntegrationRef face = new IntegrationRef("whisk", "\uD83D\uDE00");
		List<ListedIntegration> page = Stream.of("b", face.externalId(), "C", "\uFF5E")
			.map((id) -> new ListedIntegration(id, ENABLED))
			.toList();
		try (Connection creator = tables.source.getConnection();
				ExecutorService thread = Executors.newSingleThreadExecutor()) {
			creator.setAutoCommit(false);
			creator.createStatement().execute("select integration_hold(array['whisk'], array['\uFF5E'], now())");
			Future<?> listed = thread.submit(() -> observations.addListed("whisk", page, ASKED));
			await().pollInterval(Duration.ofMillis(10)).until(() -> DatabaseInUse.sessionsWaiting(tables.jdbc) > 0);
			assertThat(tables.known(face).observed()).as("created meanwhile by somebody else").isNull();
			creator.rollback();
			listed.get();
		}
		assertThat(
				tables.jdbc.sql("select count(*) from integration where provider = 'whisk'").query(Long.class).single())
			.isEqualTo(4);
	}

	private static ProviderState withSettings(Map<String, Object> settings) {
		return new ProviderState(true, "ZOHO_BOOKS", settings, Map.of(), null);
	}

	private List<String> told() {
		return tables.jdbc.sql("select state from change_event where kind = 'integration' order by seq")
			.query(String.class)
			.list();
	}

	private void write(Integration next) {
		tables.integrations.update(next.nextVersion(Tables.NOW));
	}

	private Integration known() {
		return tables.integrations.find(Tables.ROOTFI).orElseThrow();
	}

}
