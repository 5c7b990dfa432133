package io.switchgear.change;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.switchgear.change.store.Begun;
import io.switchgear.change.store.Transitions;
import io.switchgear.connector.Desired;
import io.switchgear.connector.ProviderState;
import io.switchgear.integration.Edit;
import io.switchgear.integration.Integration;
import io.switchgear.integration.Patch;
import io.switchgear.integration.Sync;
import io.switchgear.outbound.Sent;
import io.switchgear.problem.ProblemCode;
import io.switchgear.problem.ProblemException;
import io.switchgear.security.Actor;
import io.switchgear.support.Bookkeeping;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** What becomes of a request while others of its integration are under way. */
class InTheWayTests {

	private static final Duration LEASE = Duration.ofSeconds(25);

	private static final Patch OFF = Patch.switched(false);

	private static final Patch ON = Patch.switched(true);

	private static final Patch NAMED = new Patch(new Desired(null, Map.of(), Map.of()), new Edit<>("Zoho"), null,
			Set.of());

	private static final Patch NAMED_AND_OFF = new Patch(Desired.switched(false), new Edit<>("Zoho"), null, Set.of());

	private static final ProviderState DISABLED = new ProviderState(false, null, Map.of(), Map.of(), null);

	private final Tables tables = Tables.empty();

	private final Intake intake = tables.intake;

	@AfterEach
	void theBookkeepingIsRight() {
		Bookkeeping.isRight(tables.jdbc);
	}

	@Test
	void beginsNothingWhileAnotherChangeIsApplied() {
		begin(OFF);
		Integration before = known();
		for (Patch patch : List.of(ON, OFF, NAMED_AND_OFF, Tables.credential("clientId", "an-id"))) {
			assertThat(intake.begin(Tables.request(patch, null), LEASE)).isEmpty();
		}
		assertThat(known()).isEqualTo(before);
		assertThat(count("change")).isOne();
	}

	@Test
	void overtakesNothingThatWouldUndoIt() {
		Change waits = add(NAMED_AND_OFF, null);
		assertThat(intake.begin(Tables.request(ON, null), LEASE)).isEmpty();
		assertThat(intake.inTheWayOf(Tables.request(ON, null))).contains(waits.id());
		assertThat(intake.edit(Tables.request(NAMED, null))).isEmpty();
		assertThat(tables.changes.find(waits.id())).get().extracting(Change::state).isEqualTo(ChangeState.PENDING);
	}

	@Test
	void overridesWhatAsksForNothingElse() {
		Change waits = add(OFF, null);
		Begun begun = begin(NAMED_AND_OFF);
		assertThat(begun.change().id()).isGreaterThan(waits.id());
		assertThat(tables.changes.find(waits.id())).as("until the newer one has succeeded")
			.get()
			.extracting(Change::state)
			.isEqualTo(ChangeState.PENDING);
	}

	@Test
	void overtakesWhatIsScheduled() {
		add(NAMED_AND_OFF, Tables.NOW.plus(Duration.ofHours(1)));
		assertThat(intake.begin(Tables.request(ON, null), LEASE)).isPresent();
	}

	@Test
	void withdrawsTheWaitingOnesThatANewOneOverrides() {
		Change first = add(OFF, null);
		Change other = add(Tables.credential("clientId", "an-id"), null);
		Change second = add(ON, null);
		assertThat(tables.changes.find(first.id())).hasValueSatisfying((superseded) -> {
			assertThat(superseded.state()).isEqualTo(ChangeState.CANCELLED);
			assertThat(superseded.supersededBy()).isEqualTo(second.id());
		});
		assertThat(tables.changes.find(other.id())).get().extracting(Change::state).isEqualTo(ChangeState.PENDING);
	}

	@Test
	void editsWhileAChangeIsAppliedThatIsAboutOtherMembers() {
		Begun begun = begin(OFF);
		assertThat(intake.edit(Tables.request(NAMED, null))).isPresent();
		end(begun);
		assertThat(known().displayName()).isEqualTo("Zoho");
		assertThat(known().sync()).isEqualTo(Sync.IN_SYNC);
	}

	@Test
	void forgetsNothingWhileAChangeOfItIsOpen() {
		refuses(ProblemCode.INTEGRATION_NOT_FOUND, this::forget);
		add(OFF, null);
		refuses(ProblemCode.CHANGE_IN_PROGRESS, this::forget);
		tables.waiting.start(Transitions.Queue.of("rootfi", null, Instant.EPOCH), LEASE, 1);
		refuses(ProblemCode.CHANGE_IN_PROGRESS, this::forget);
	}

	@Test
	void givesChangesIdsInTheirOrderThoughClocksDiffer() {
		Begun first = begin(OFF);
		end(first);
		tables.pass(Duration.ofSeconds(-30));
		Begun second = begin(ON);
		assertThat(second.change().id()).isGreaterThan(first.change().id());
		end(second);
		Change third = add(OFF, null);
		assertThat(third.id()).isGreaterThan(second.change().id());
		Instant written = known().updatedAt();
		tables.pass(Duration.ofSeconds(-30));
		assertThat(intake.edit(Tables.request(NAMED, null))).isPresent();
		assertThat(known().updatedAt()).isAfter(written);
	}

	@Test
	void writesToAnIntegrationThatOthersCreateAndForgetMeanwhile() {
		List<Integer> written = Tables.together(() -> {
			int edits = 0;
			for (int round = 0; round < 50; round++) {
				tables.integrations.hold(List.of(Tables.ROOTFI), Tables.NOW);
				tables.integrations.delete(Tables.ROOTFI);
				edits += intake.edit(Tables.request(NAMED, null)).isPresent() ? 1 : 0;
			}
			return edits;
		});
		assertThat(written).containsOnly(50);
	}

	private Begun begin(Patch patch) {
		return intake.begin(Tables.request(patch, null), LEASE).orElseThrow();
	}

	private Change add(Patch patch, @Nullable Instant notBefore) {
		return intake.add(new ChangeRequest(Tables.ROOTFI, patch, null,
				new ChangeRequest.Origin(Actor.named("billing-service"), null, null), null, null, notBefore, null),
				Tables.PATIENCE);
	}

	private void end(Begun begun) {
		assertThat(tables.outcomes.succeed(begun, DISABLED, new Sent(1, 1))).isPresent();
	}

	private void forget() {
		intake.forget(Tables.ROOTFI, null, Tables.request(OFF, null).origin(), null);
	}

	private Integration known() {
		return tables.integrations.find(Tables.ROOTFI).orElseThrow();
	}

	private long count(String from) {
		return tables.jdbc.sql("select count(*) from " + from).query(Long.class).single();
	}

	private static void refuses(ProblemCode code, ThrowingCallable work) {
		assertThatExceptionOfType(ProblemException.class).isThrownBy(work)
			.extracting(ProblemException::code)
			.isEqualTo(code);
	}

}
