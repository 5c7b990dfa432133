package io.switchgear.integration;

import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import io.switchgear.change.Change;
import io.switchgear.change.Tables;
import io.switchgear.connector.IntegrationRef;
import io.switchgear.credential.Secret;
import io.switchgear.credential.UndecryptableException;
import io.switchgear.security.Actor;
import io.switchgear.support.Bookkeeping;
import io.switchgear.support.DatabaseInUse;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

class IntegrationStoreTests {

	private static final IntegrationRef OTHER = new IntegrationRef("rootfi", "5678");

	private static final IntegrationRef WHISK = new IntegrationRef("whisk", "0");

	private static final IntegrationFilter ALL = new IntegrationFilter(null, null, null, null, null, Map.of(), null);

	private static final Map<String, Secret> CREDENTIALS = Map.of("clientSecret", Secret.of("c4n4ry-5b"));

	private final Tables tables = Tables.empty();

	private final IntegrationStore store = tables.integrations;

	private Integration known = new Integration(Tables.ROOTFI, "Zoho Books", Map.of("team", "billing"), false,
			new Observed(true, Tables.NOW), Sync.UNKNOWN, "ZOHO_BOOKS", Map.of("useProviderIdentity", true), Map.of(),
			Map.of("clientSecret", "set"), UUID.randomUUID(), true, Tables.NOW.plusSeconds(1), 2, Tables.NOW,
			Tables.NOW.plus(Duration.ofHours(7)));

	@BeforeEach
	void twoWereSeen() {
		store.hold(List.of(Tables.ROOTFI), Tables.NOW);
		store.hold(List.of(OTHER), Tables.NOW);
		long first = store.find(Tables.ROOTFI).orElseThrow().version();
		known = new Integration(known.ref(), known.displayName(), known.labels(), known.enabled(), known.observed(),
				known.sync(), known.type(), known.settings(), known.askedSettings(), known.credentials(),
				known.lastChange(), known.inDoubt(), known.missingSince(), first + 1, known.createdAt(),
				known.updatedAt());
	}

	@Test
	void beginsAboveEveryVersionThatARowOfTheSameIdHad() {
		long last = 0;
		for (int life = 0; life < 20; life++) {
			store.delete(Tables.ROOTFI);
			store.hold(List.of(Tables.ROOTFI), Tables.NOW);
			Integration seen = store.find(Tables.ROOTFI).orElseThrow();
			assertThat(seen.version()).isGreaterThan(last);
			for (int write = 0; write < 10; write++) {
				seen = seen.nextVersion(Tables.NOW);
				store.update(seen);
			}
			last = seen.version();
		}
	}

	@Test
	void givesBackWhatWasWritten() {
		store.update(known);
		assertThat(store.find(Tables.ROOTFI)).contains(known);
		assertThat(store.find(WHISK)).isEmpty();
	}

	@Test
	void leavesWhatIsKnownAloneWhenItIsSeenAgain() {
		store.update(known);
		store.hold(List.of(Tables.ROOTFI), Tables.NOW.plusSeconds(1));
		assertThat(store.find(Tables.ROOTFI)).contains(known);
	}

	@Test
	void findsWhatOthersWroteWhileItWaitedForTheRow() throws Exception {
		Integration locked = meanwhile("update integration set display_name = 'Renamed' where external_id = '1234'",
				true, () -> tables.transaction.execute((status) -> store.lock(Tables.ROOTFI).orElseThrow()));
		assertThat(locked.displayName()).isEqualTo("Renamed");
	}

	@ParameterizedTest
	@CsvSource({ "insert, true", "insert, false", "delete, true", "delete, false" })
	void keepsOneRowWhileOthersSeeOrForgetTheIntegration(String what, boolean commits) throws Exception {
		IntegrationRef ref = what.equals("insert") ? WHISK : OTHER;
		meanwhile(what.equals("insert") ? """
				insert into integration (provider, external_id, sync, version, created_at, updated_at)
				values ('whisk', '0', 'unknown', 1, now(), now())"""
				: "delete from integration where external_id = '5678'", commits, () -> {
					store.hold(List.of(ref), Tables.NOW);
					return ref;
				});
		assertThat(tables.jdbc.sql("select count(*) from integration where external_id = :id")
			.param("id", ref.externalId())
			.query(Long.class)
			.single()).isOne();
		Bookkeeping.isRight(tables.jdbc);
	}

	/** What it returns after it had to wait for another session to end. */
	private <T> T meanwhile(String statement, boolean commits, Callable<T> work) throws Exception {
		try (Connection other = tables.source.getConnection();
				ExecutorService thread = Executors.newSingleThreadExecutor()) {
			other.setAutoCommit(false);
			other.createStatement().execute(statement);
			Future<T> result = thread.submit(work);
			await().pollInterval(Duration.ofMillis(10)).until(() -> DatabaseInUse.sessionsWaiting(tables.jdbc) > 0);
			if (commits) {
				other.commit();
			}
			else {
				other.rollback();
			}
			return result.get();
		}
	}

	@Test
	void writesOnlyTheNextVersion() {
		store.update(known);
		assertThatIllegalStateException().isThrownBy(() -> store.update(known));
		Integration afterNext = known.nextVersion(Tables.NOW).nextVersion(Tables.NOW);
		assertThatIllegalStateException().isThrownBy(() -> store.update(afterNext));
	}

	@Test
	void keepsCredentialsEncryptedAndBoundToTheirIntegration() {
		store.storeCredentials(Tables.ROOTFI, CREDENTIALS);
		assertThat(tables.decrypted(Tables.ROOTFI)).isEqualTo(CREDENTIALS);
		assertThat(
				tables.jdbc.sql("select encode(credentials, 'escape') from integration where credentials is not null")
					.query(String.class)
					.single())
			.doesNotContain("c4n4ry", "clientSecret");
		tables.jdbc
			.sql("update integration set credentials = (select credentials from integration where"
					+ " external_id = '1234') where external_id = '5678'")
			.update();
		assertThatExceptionOfType(UndecryptableException.class).isThrownBy(() -> tables.decrypted(OTHER));
	}

	@Test
	void forgetsCredentialsWithTheIntegration() {
		store.storeCredentials(Tables.ROOTFI, CREDENTIALS);
		store.storeCredentials(OTHER, CREDENTIALS);
		assertThat(store.delete(Tables.ROOTFI)).isTrue();
		assertThat(store.delete(Tables.ROOTFI)).isFalse();
		twoWereSeen();
		assertThat(store.credentials(Tables.ROOTFI)).isNull();
		store.storeCredentials(OTHER, Map.of());
		assertThat(store.credentials(OTHER)).isNull();
	}

	@Test
	void readsWhatANewerReleaseWrote() {
		tables.jdbc.sql("update integration set sync = 'paused'").update();
		assertThat(store.find(Tables.ROOTFI)).get().extracting(Integration::sync).isEqualTo(Sync.UNKNOWN);
	}

	@Test
	void showsAsPendingWhatHasOpenChangesAndKeepsHowItIsApartFromThem() {
		store.update(known);
		tables.begin(Tables.ROOTFI);
		tables.add(OTHER);
		assertThat(refs(list(with(Sync.PENDING), null, 10))).containsExactly(Tables.ROOTFI, OTHER);
		assertThat(list(with(Sync.UNKNOWN), null, 10)).isEmpty();
		tables.jdbc.sql("update integration set lease = null, waiting = 0").update();
		assertThat(list(with(Sync.PENDING), null, 10)).isEmpty();
		assertThat(refs(list(with(Sync.UNKNOWN), null, 10))).containsExactly(Tables.ROOTFI, OTHER);
	}

	@Test
	void showsTheLastChange() {
		Change last = tables.begin(Tables.ROOTFI);
		LastChange shown = new LastChange(last.id(), "disable", "applying", null, Actor.named("billing-service"),
				Tables.NOW);
		assertThat(store.details(Tables.ROOTFI)).get().extracting(IntegrationDetails::lastChange).isEqualTo(shown);
		assertThat(list(ALL, null, 10)).extracting(IntegrationDetails::lastChange).containsExactly(shown, null);
	}

	@Test
	void showsALastChangeThatANewerReleaseWrote() {
		Change last = tables.begin(Tables.ROOTFI);
		tables.jdbc.sql("update change set action = 'rename', state = 'paused'").update();
		assertThat(list(ALL, null, 1)).singleElement()
			.extracting(IntegrationDetails::lastChange)
			.isEqualTo(new LastChange(last.id(), "other", "other", null, Actor.named("billing-service"), Tables.NOW));
	}

	@Test
	void listsInTheOrderOfIdsAndGoesOnWhereItStopped() {
		store.hold(List.of(WHISK), Tables.NOW);
		assertThat(refs(list(ALL, null, 10))).containsExactly(Tables.ROOTFI, OTHER, WHISK);
		assertThat(refs(list(ALL, Tables.ROOTFI, 1))).containsExactly(OTHER);
		assertThat(refs(list(ALL, OTHER, 10))).containsExactly(WHISK);
	}

	@Test
	void showsOnlyTheProvidersThatTheCallerMaySee() {
		store.hold(List.of(WHISK), Tables.NOW);
		IntegrationFilter narrowed = new IntegrationFilter(Set.of("whisk"), null, null, null, null, Map.of(), null);
		assertThat(refs(list(narrowed, null, 10))).containsExactly(WHISK);
	}

	@Test
	void takesASearchLiterally() {
		store.update(known);
		assertThat(refs(list(search("zoho b"), null, 10))).containsExactly(Tables.ROOTFI);
		assertThat(refs(list(search("ZOHO_"), null, 10))).containsExactly(Tables.ROOTFI);
		assertThat(list(search("o_o"), null, 10)).isEmpty();
		assertThat(list(search("%"), null, 10)).isEmpty();
		assertThat(list(search("\\"), null, 10)).isEmpty();
		assertThat(list(search("'; --"), null, 10)).isEmpty();
	}

	private List<IntegrationDetails> list(IntegrationFilter filter, @Nullable IntegrationRef after, int limit) {
		return new IntegrationList(tables.jdbc).byId(filter, after, limit).items();
	}

	private static IntegrationFilter with(Sync sync) {
		return new IntegrationFilter(null, null, null, sync, null, Map.of(), null);
	}

	private static IntegrationFilter search(String text) {
		return new IntegrationFilter(null, null, null, null, null, Map.of(), text);
	}

	private static List<IntegrationRef> refs(List<IntegrationDetails> found) {
		return found.stream().map((details) -> details.integration().ref()).toList();
	}

}
