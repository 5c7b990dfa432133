package io.switchgear.change;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.switchgear.change.Ledger.Begun;
import io.switchgear.connector.Desired;
import io.switchgear.connector.ProviderState;
import io.switchgear.credential.Secret;
import io.switchgear.integration.Edit;
import io.switchgear.integration.ExpectedVersion;
import io.switchgear.integration.Integration;
import io.switchgear.integration.Observed;
import io.switchgear.integration.Patch;
import io.switchgear.integration.Sync;
import io.switchgear.outbound.Sent;
import io.switchgear.problem.Problem;
import io.switchgear.problem.ProblemCode;
import io.switchgear.problem.ProblemException;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class LedgerTests {

	private static final Duration LEASE = Duration.ofSeconds(25);

	private static final ProviderState ENABLED = new ProviderState(true, null, Map.of(), Map.of(), null);

	private static final ProviderState DISABLED = new ProviderState(false, "ZOHO_BOOKS", Map.of(), Map.of(),
			"their-id");

	private final Tables tables = Tables.empty();

	private final Ledger ledger = tables.ledger;

	@Test
	void writesAChangeDownBeforeItIsApplied() {
		Begun begun = begin(Patch.switched(false));
		assertThat(tables.changes.find(begun.change().id())).hasValueSatisfying((change) -> {
			assertThat(change.state()).isEqualTo(ChangeState.APPLYING);
			assertThat(change.startedAt()).isEqualTo(Tables.NOW);
			assertThat(change.before()).containsEntry("enabled", null);
		});
		assertThat(known().sync()).isEqualTo(Sync.PENDING);
		assertThat(known().lastChange()).isEqualTo(begun.change().id());
	}

	@Test
	void beginsNothingWhileAnotherChangeIsApplied() {
		begin(Patch.switched(false));
		Integration before = known();
		assertThat(ledger.begin(Tables.request(Patch.switched(true), null), LEASE)).isEmpty();
		assertThat(known()).isEqualTo(before);
	}

	@Test
	void beginsOneOfManyThatComeAtOnce() {
		List<Optional<Begun>> begun = Tables
			.together(() -> ledger.begin(Tables.request(Patch.switched(false), null), LEASE));
		assertThat(begun.stream().filter(Optional::isPresent)).hasSize(1);
		assertThat(tables.jdbc.sql("select count(*) from change").query(Long.class).single()).isOne();
	}

	@Test
	void writesNothingForWhoExpectsAnotherVersion() {
		assertThatExceptionOfType(ProblemException.class)
			.isThrownBy(() -> ledger
				.begin(Tables.request(Patch.switched(false), new ExpectedVersion(Set.of("7"), false)), LEASE))
			.extracting(ProblemException::code)
			.isEqualTo(ProblemCode.INTEGRATION_CHANGED_MEANWHILE);
		assertThat(tables.integrations.find(Tables.ROOTFI)).isEmpty();
		assertThat(tables.queue.isApplying(Tables.ROOTFI)).isFalse();
	}

	@Test
	void completesWhatTheProviderConfirmed() {
		Begun begun = begin(Patch.switched(false));
		tables.pass(Duration.ofSeconds(1));
		Integration confirmed = ledger.succeed(begun, DISABLED, new Sent(1, 2)).integration();
		assertThat(confirmed).isEqualTo(known());
		assertThat(confirmed.sync()).isEqualTo(Sync.IN_SYNC);
		assertThat(confirmed.observed()).isEqualTo(new Observed(false, Tables.NOW.plusSeconds(1)));
		assertThat(tables.changes.find(begun.change().id())).hasValueSatisfying((change) -> {
			assertThat(change.state()).isEqualTo(ChangeState.SUCCEEDED);
			assertThat(change.attempts()).isOne();
			assertThat(change.requests()).isEqualTo(2);
			assertThat(change.providerRequestId()).isEqualTo("their-id");
			assertThat(change.after()).containsEntry("enabled", false);
		});
	}

	@Test
	void keepsCredentialsOnlyOnceTheProviderTookThem() {
		fail(begin(Tables.credential("clientSecret", "c4n4ry")), ProblemCode.PROVIDER_REJECTED);
		assertThat(tables.integrations.credentials(Tables.ROOTFI)).isEmpty();
		ledger.succeed(begin(Tables.credential("clientSecret", "c4n4ry")), ENABLED, new Sent(1, 1));
		ledger.succeed(begin(Tables.credential("clientId", "an-id")), ENABLED, new Sent(1, 1));
		assertThat(tables.integrations.credentials(Tables.ROOTFI)).containsEntry("clientSecret", Secret.of("c4n4ry"))
			.containsEntry("clientId", Secret.of("an-id"));
	}

	@Test
	void takesBackWhatWasAskedForWhenTheProviderRefused() {
		ledger.succeed(begin(Patch.switched(true)), ENABLED, new Sent(1, 1));
		fail(begin(Patch.switched(false)), ProblemCode.PROVIDER_REJECTED);
		assertThat(known().enabled()).isTrue();
		assertThat(known().sync()).isEqualTo(Sync.IN_SYNC);
	}

	@Test
	void admitsNotToKnowWhatAnUnansweredWriteDid() {
		ledger.succeed(begin(Patch.switched(true)), ENABLED, new Sent(1, 1));
		fail(begin(Patch.switched(false)), ProblemCode.PROVIDER_RATE_LIMITED, true);
		assertThat(known().sync()).isEqualTo(Sync.UNKNOWN);
	}

	@Test
	void forgetsWhatTheProviderNeverHadButNotItsHistory() {
		Begun begun = begin(Patch.switched(false));
		fail(begun, ProblemCode.PROVIDER_INTEGRATION_NOT_FOUND);
		assertThat(tables.integrations.find(Tables.ROOTFI)).isEmpty();
		assertThat(tables.changes.find(begun.change().id())).isPresent();
	}

	@Test
	void handsOverAllThatIsNeededToGoOn() {
		Begun lost = begin(new Patch(
				new Desired(false, Map.of("useProviderIdentity", true), Map.of("clientSecret", Secret.of("c4n4ry"))),
				new Edit<>("Zoho"), null, Set.of("clientId")));
		assertThat(ledger.takeOver(LEASE)).isEmpty();
		tables.pass(LEASE.plusSeconds(1));
		assertThat(takeOver()).satisfies((begun) -> {
			assertThat(begun.change().id()).isEqualTo(lost.change().id());
			assertThat(begun.patch()).isEqualTo(lost.patch());
			assertThat(begun.target()).isEqualTo(lost.target());
		});
		assertThat(ledger.takeOver(LEASE)).isEmpty();
	}

	@Test
	void ignoresWhatALateReplicaFoundOut() {
		Begun late = begin(Patch.switched(false));
		tables.pass(LEASE.plusSeconds(1));
		Begun taken = takeOver();
		Integration before = known();
		assertThat(ledger.succeed(late, ENABLED, new Sent(1, 1)).integration()).isEqualTo(before);
		fail(late, ProblemCode.PROVIDER_TIMEOUT);
		assertThat(known()).isEqualTo(before);
		ledger.succeed(taken, DISABLED, new Sent(1, 1));
		ledger.succeed(late, ENABLED, new Sent(1, 1));
		assertThat(known().observed()).isEqualTo(new Observed(false, Tables.NOW.plus(LEASE).plusSeconds(1)));
	}

	@Test
	void givesChangesIdsInTheirOrderThoughClocksDiffer() {
		Begun first = begin(Patch.switched(false));
		ledger.succeed(first, DISABLED, new Sent(1, 1));
		tables.pass(Duration.ofSeconds(-30));
		assertThat(begin(Patch.switched(true)).change().id()).isGreaterThan(first.change().id());
	}

	@Test
	void writesToAnIntegrationThatOthersCreateAndForgetMeanwhile() {
		Patch named = new Patch(new Desired(null, Map.of(), Map.of()), new Edit<>("Zoho"), null, Set.of());
		List<Integer> written = Tables.together(() -> {
			int edits = 0;
			for (int round = 0; round < 50; round++) {
				tables.integrations.insertIfAbsent(Integration.firstSeen(Tables.ROOTFI, Tables.NOW));
				tables.integrations.delete(Tables.ROOTFI);
				edits += ledger.edit(Tables.request(named, null)).isPresent() ? 1 : 0;
			}
			return edits;
		});
		assertThat(written).containsOnly(50);
	}

	private Begun begin(Patch patch) {
		return ledger.begin(Tables.request(patch, null), LEASE).orElseThrow();
	}

	private Begun takeOver() {
		Ledger.Abandoned abandoned = ledger.takeOver(LEASE).orElseThrow();
		return ledger.begun(abandoned.change(), abandoned.lease());
	}

	private void fail(Begun begun, ProblemCode code) {
		fail(begun, code, false);
	}

	private void fail(Begun begun, ProblemCode code, boolean mayHaveWritten) {
		ledger.fail(begun, new Ledger.Failure(code, Problem.of(code, "it failed").body(null, null), new Sent(1, 2),
				mayHaveWritten));
	}

	private Integration known() {
		return tables.integrations.find(Tables.ROOTFI).orElseThrow();
	}

}
