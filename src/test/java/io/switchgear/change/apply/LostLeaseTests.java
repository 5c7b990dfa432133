package io.switchgear.change.apply;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.switchgear.change.Change;
import io.switchgear.change.ChangeSource;
import io.switchgear.change.ChangeState;
import io.switchgear.change.Tables;
import io.switchgear.change.store.Begun;
import io.switchgear.connector.Desired;
import io.switchgear.credential.Secret;
import io.switchgear.integration.Edit;
import io.switchgear.integration.Integration;
import io.switchgear.integration.Observed;
import io.switchgear.integration.Patch;
import io.switchgear.integration.Sync;
import io.switchgear.outbound.Sent;
import io.switchgear.problem.ProblemCode;
import io.switchgear.provider.ProvidersOf;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What becomes of a change whose replica was too slow, or died. */
class LostLeaseTests extends OutcomeFixture {

	@Test
	void handsOverAllThatIsNeededToGoOn() {
		Begun lost = begin(new Patch(
				new Desired(false, Map.of("useProviderIdentity", true), Map.of("clientSecret", Secret.of("c4n4ry"))),
				new Edit<>("Zoho"), null, Set.of("clientId")));
		assertThat(takeOver()).isEmpty();
		expireLease();
		assertThat(takeOver()).singleElement().satisfies((begun) -> {
			assertThat(begun.change().id()).isEqualTo(lost.change().id());
			assertThat(begun.change().source()).isEqualTo(ChangeSource.RECOVERY);
			assertThat(begun.patch()).isEqualTo(lost.patch());
			assertThat(begun.target()).isEqualTo(lost.target());
			assertThat(begun.enabledBefore()).isEqualTo(lost.enabledBefore());
			assertThat(begun.lease()).isNotEqualTo(lost.lease());
		});
		assertThat(takeOver()).isEmpty();
	}

	@Test
	void ignoresWhatALateReplicaFoundOut() {
		Begun late = begin(OFF);
		expireLease();
		Begun taken = takeOver().getFirst();
		Integration before = known();
		assertThat(outcomes.fail(late, failure(ProblemCode.PROVIDER_TIMEOUT, false))).isFalse();
		assertThat(outcomes.postpone(late, failure(ProblemCode.PROVIDER_TIMEOUT, false), Tables.NOW)).isFalse();
		assertThat(outcomes.leave(late, failure(ProblemCode.PROVIDER_TIMEOUT, false), LEASE)).isFalse();
		assertThat(known()).isEqualTo(before);
		assertThat(state(late.change().id())).isEqualTo(ChangeState.APPLYING);
		succeed(taken, DISABLED);
		assertThat(outcomes.succeed(late, ENABLED, new Sent(1, 1))).isEmpty();
		assertThat(known().observed()).extracting(Observed::enabled).isEqualTo(false);
		assertThat(state(late.change().id())).isEqualTo(ChangeState.SUCCEEDED);
		assertThat(tables.changes.find(late.change().id())).get().extracting(Change::attempts).isEqualTo(1);
	}

	@Test
	void doubtsWhatALateReplicaMayHaveWritten() {
		Begun late = begin(OFF);
		expireLease();
		succeed(takeOver().getFirst(), DISABLED);
		assertThat(known().sync()).isEqualTo(Sync.IN_SYNC);
		assertThat(outcomes.fail(late, failure(ProblemCode.PROVIDER_TIMEOUT, true))).isFalse();
		assertThat(known().sync()).isEqualTo(Sync.UNKNOWN);
	}

	@Test
	void leavesAChangeToTheNextThatLooks() {
		begin(OFF);
		expireLease();
		Begun taken = takeOver().getFirst();
		assertThat(outcomes.leave(taken, failure(ProblemCode.PROVIDER_ERROR, false), Duration.ofSeconds(5))).isTrue();
		assertThat(takeOver()).as("at once").isEmpty();
		expireLease();
		assertThat(takeOver()).singleElement().satisfies((again) -> {
			assertThat(again.change().attempts()).isOne();
			assertThat(again.change().problem()).isNotNull();
		});
	}

	@Test
	void doubtsWhatAReplicaDidThatDied() {
		succeed(begin(ON), ENABLED);
		begin(OFF);
		expireLease();
		fail(takeOver().getFirst(), ProblemCode.PROVIDER_REJECTED);
		assertThat(known().enabled()).isTrue();
		assertThat(known().sync()).isEqualTo(Sync.UNKNOWN);
	}

	private List<Begun> takeOver() {
		return tables.abandoned(tables.runner(ProvidersOf.none())).takeOver(10);
	}

	private void expireLease() {
		tables.jdbc
			.sql("update integration set leased_until = clock_timestamp() - interval '1 ms' where lease is not null")
			.update();
	}

}
