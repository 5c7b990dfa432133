package io.switchgear.change.store;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BooleanSupplier;

import io.switchgear.change.Change;
import io.switchgear.change.ChangeState;
import io.switchgear.change.Tables;
import io.switchgear.change.store.Ending.Outcome;
import io.switchgear.change.store.Transitions.Queue;
import io.switchgear.change.store.Transitions.Started;
import io.switchgear.connector.IntegrationRef;
import io.switchgear.connector.Target;
import io.switchgear.integration.Integration;
import io.switchgear.integration.Patch;
import io.switchgear.outbound.Sent;
import io.switchgear.problem.Problem;
import io.switchgear.problem.ProblemBody;
import io.switchgear.problem.ProblemCode;
import io.switchgear.security.Actor;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;

/** One change of the background on its way through the states, by transitions alone. */
public final class Life {

	public static final Duration LEASE = Duration.ofSeconds(25);

	static final UUID FIRST = new UUID(0, 0);

	static final UUID LAST = new UUID(-1, -1);

	private final Tables tables;

	private final Change change;

	// What it would be if nobody ever began it
	private UUID lease = UUID.randomUUID();

	private ProblemBody problem = problem(ProblemCode.PROVIDER_TIMEOUT);

	/** It is not written down yet; its integration is known. */
	Life(Tables tables, IntegrationRef ref) {
		this.tables = tables;
		this.change = Tables.waiting(ref);
		tables.known(ref);
	}

	/** Goes to that state on the shortest way; null: stays where it is. */
	Life to(@Nullable ChangeState state) {
		List<Transition> way = switch (state) {
			case PENDING -> List.of(Transition.ADD);
			case APPLYING -> List.of(Transition.ADD, Transition.START);
			case SUCCEEDED -> List.of(Transition.ADD, Transition.START, Transition.SUCCEED);
			case FAILED -> List.of(Transition.ADD, Transition.START, Transition.FAIL);
			case CANCELLED -> List.of(Transition.ADD, Transition.CANCEL);
			case OTHER -> throw new IllegalArgumentException();
			case null -> List.of();
		};
		way.forEach((transition) -> {
			if (!take(transition)) {
				throw new IllegalStateException(transition + " was not taken");
			}
		});
		return this;
	}

	UUID id() {
		return change.id();
	}

	/** Fails with that the next times. */
	Life meets(ProblemCode code) {
		problem = problem(code);
		return this;
	}

	/** Is left to recovery after an attempt. Returns false if nobody applies it. */
	boolean leave() {
		return tables.transitions.leave(begun(), problem, new Sent(1, 3), LEASE);
	}

	/** Returns false if it is in no state for that. */
	boolean take(Transition transition) {
		return switch (transition) {
			case BEGIN -> wasAbsent(
					() -> begun(tables.transitions.begin(List.of(Intended.of(change).leasedFor(LEASE).judged()))));
			case ADD -> wasAbsent(() -> begun(tables.transitions.add(List.of(Intended.of(change).judged()))));
			case EDIT -> wasAbsent(() -> tables.transitions.edit(change, integration()) != null);
			case START -> started(tables.transitions
				.start(Queue.of(change.integration().provider(), null, Instant.EPOCH), now(), LEASE, 1));
			case CANCEL ->
				!tables.transitions.cancel(List.of(change.id()), null, Actor.named("somebody"), now()).isEmpty();
			case GIVE_UP -> tables.transitions.giveUp(change.id(), problem, now());
			case SUCCEED -> end(Outcome.succeeded(integration(), new Sent(1, 2), "their-id", now()));
			case FAIL -> end(Outcome.failed(ChangeState.FAILED, problem, new Sent(1, 2), now()));
			case STAND_BACK -> end(Outcome.failed(ChangeState.CANCELLED, problem, new Sent(1, 2), now()));
			case POSTPONE -> end(Outcome.postponed(problem, new Sent(1, 2), now(), now().plusSeconds(1)));
			case TAKE_OVER -> started(tables.transitions.takeOver(FIRST, LAST, LEASE, 1));
		};
	}

	/** As if the replica that applies it had died. */
	Life abandoned() {
		tables.jdbc
			.sql("update integration set leased_until = clock_timestamp() - interval '1 ms' where lease = :lease")
			.param("lease", lease)
			.update();
		return this;
	}

	private boolean end(Outcome outcome) {
		return tables.transitions.end(List.of(Ending.of(begun(), outcome, integration(), null))).getFirst() != null;
	}

	private Begun begun() {
		return new Begun(change, Patch.switched(false), integration(), lease,
				new Target(change.integration(), Map.of()), null, false);
	}

	private Integration integration() {
		return tables.integrations.find(change.integration()).orElseThrow();
	}

	private Instant now() {
		return tables.clock.instant();
	}

	private boolean started(List<Started> started) {
		return started.stream()
			.filter((one) -> one.change().id().equals(change.id()))
			.peek((one) -> lease = one.taken().requiredLease())
			.count() == 1;
	}

	private boolean begun(List<@Nullable Taken> taken) {
		Taken only = taken.getFirst();
		if (only != null && only.lease() != null) {
			lease = only.lease();
		}
		return only != null;
	}

	private static boolean wasAbsent(BooleanSupplier transition) {
		try {
			return transition.getAsBoolean();
		}
		catch (DuplicateKeyException ex) {
			return false;
		}
	}

	private static ProblemBody problem(ProblemCode code) {
		return Problem.of(code, "it failed").body(null, null);
	}

}
