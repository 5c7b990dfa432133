package io.switchgear.change.apply;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

import io.switchgear.change.ChangeSource;
import io.switchgear.change.ChangeState;
import io.switchgear.change.store.Begun;
import io.switchgear.change.store.Credentials;
import io.switchgear.change.store.Ending;
import io.switchgear.change.store.Ledger;
import io.switchgear.change.store.LockedIntegration;
import io.switchgear.change.store.LockedRows;
import io.switchgear.change.store.Rounds;
import io.switchgear.change.store.Taken;
import io.switchgear.connector.ProviderState;
import io.switchgear.idempotency.Receipt;
import io.switchgear.integration.Integration;
import io.switchgear.integration.IntegrationDetails;
import io.switchgear.integration.RowTransactions;
import io.switchgear.jdbc.Columns;
import io.switchgear.outbound.Sent;
import io.switchgear.problem.ProblemBody;
import io.switchgear.problem.ProblemCode;
import org.jspecify.annotations.Nullable;

/**
 * How changes that were applied end, or wait for their next attempt. If nothing came in
 * between, that is a single statement, which is shared with others that end at the same
 * moment. Otherwise the locked path decides. All of them write nothing of the change if
 * the lease was lost.
 */
public final class Outcomes {

	private final Rounds<Ending, @Nullable Taken> rounds;

	private final LockedRows rows;

	private final Ledger ledger;

	private final RowTransactions transactions;

	private final Clock clock;

	public Outcomes(Rounds<Ending, @Nullable Taken> rounds, LockedRows rows, Ledger ledger,
			RowTransactions transactions, Clock clock) {
		this.rounds = rounds;
		this.rows = rows;
		this.ledger = ledger;
		this.transactions = transactions;
		this.clock = clock;
	}

	/**
	 * Completes a change that the provider confirmed, and withdraws those that wait and
	 * that it overrides. Empty if the lease was lost.
	 * @param state null if the provider did not have to be told
	 */
	public Optional<IntegrationDetails> succeed(Begun begun, @Nullable ProviderState state, Sent sent) {
		// While a newer change was the last one, the answer has to name it
		boolean last = begun.change().id().equals(begun.integration().lastChange());
		if (last && !Credentials.areIn(begun.patch()) && begun.patch().desired().settings().isEmpty()) {
			Instant now = Columns.now(clock);
			Integration confirmed = confirmed(begun.integration(), begun, state, now);
			Ending ending = Ending.of(begun, Ending.Outcome.succeeded(confirmed, sent, idOf(state), now), confirmed,
					begun.keyed() ? ledger.receipts().confirmed(ended(begun, confirmed.nextVersion(now))) : null);
			Taken taken = rounds.submit(ending);
			if (taken != null) {
				return Optional.of(ended(begun, taken.integration()));
			}
		}
		return transactions.complete((status) -> succeedLocked(begun, state, sent));
	}

	private Optional<IntegrationDetails> succeedLocked(Begun begun, @Nullable ProviderState state, Sent sent) {
		LockedIntegration locked = held(begun).orElse(null);
		if (locked == null) {
			rows.doubt(begun.change().integration());
			return Optional.empty();
		}
		Instant now = rows.now(locked.integration());
		rows.supersede(locked, begun.change(), now);
		rows.storeCredentials(locked, begun.patch());
		Integration confirmed = confirmed(locked.integration(), begun, state, now);
		rows.storeAskedSettings(locked, confirmed);
		ledger.transitions()
			.end(Ending.of(begun, Ending.Outcome.succeeded(confirmed, sent, idOf(state), now), confirmed, null)
				.judged());
		IntegrationDetails details = rows.details(confirmed.ref());
		ledger.receipts().keepConfirmed(begun.change().id(), details);
		return Optional.of(details);
	}

	private static Integration confirmed(Integration current, Begun begun, @Nullable ProviderState state, Instant now) {
		Integration edited = current.edited(begun.patch());
		return (state != null) ? edited.observed(state, now) : edited;
	}

	private static @Nullable String idOf(@Nullable ProviderState state) {
		return (state != null) ? state.requestId() : null;
	}

	/**
	 * Completes a change that ended with a problem. Returns false if the lease was lost.
	 */
	public boolean fail(Begun begun, Failure failure) {
		Instant now = Columns.now(clock);
		Integration reverted = reverted(begun, begun.integration(), failure);
		boolean mayBeForgotten = failure.code() == ProblemCode.PROVIDER_INTEGRATION_NOT_FOUND && reverted.isBlank();
		Receipt receipt = begun.keyed() ? ledger.receipts().refused(failure.code(), failure.body()) : null;
		if (!mayBeForgotten && rounds.submit(Ending.of(begun, failure.outcome(now), reverted, receipt)) != null) {
			return true;
		}
		return transactions.complete((status) -> {
			boolean held = endLocked(begun, failure, failure::outcome);
			if (held && mayBeForgotten) {
				rows.forgetIfBlank(begun.change().integration());
			}
			if (held) {
				ledger.receipts().keepRefused(begun.change().id(), failure.code(), failure.body());
			}
			return held;
		});
	}

	/**
	 * Lets a change that goes on in the background wait for its next attempt. Returns
	 * false if the lease was lost.
	 */
	public boolean postpone(Begun begun, Failure failure, Instant nextTry) {
		Ending ending = Ending.of(begun, failure.postponed(Columns.now(clock), nextTry),
				reverted(begun, begun.integration(), failure), null);
		if (rounds.submit(ending) != null) {
			return true;
		}
		return transactions.complete((status) -> endLocked(begun, failure, (at) -> failure.postponed(at, nextTry)));
	}

	/**
	 * Leaves a change to the next that looks for abandoned ones. Returns false if the
	 * lease was lost.
	 */
	boolean leave(Begun begun, Failure failure, Duration pause) {
		return ledger.transitions().leave(begun, failure.body(), failure.sent(), pause);
	}

	/** Empty if the lease was lost. */
	private Optional<LockedIntegration> held(Begun begun) {
		return rows.find(begun.change().integration()).filter((locked) -> begun.lease().equals(locked.lease()));
	}

	/**
	 * Returns false if the lease was lost; what may have been written is in doubt then.
	 */
	private boolean endLocked(Begun begun, Failure failure, Function<Instant, Ending.Outcome> outcome) {
		LockedIntegration locked = held(begun).orElse(null);
		if (locked == null) {
			if (failure.mayHaveWritten()) {
				rows.doubt(begun.change().integration());
			}
			return false;
		}
		ledger.transitions()
			.end(Ending
				.of(begun, outcome.apply(rows.now(locked.integration())),
						reverted(begun, locked.integration(), failure), null)
				.judged());
		return true;
	}

	private static Integration reverted(Begun begun, Integration current, Failure failure) {
		boolean switched = begun.change().requested().containsKey("enabled");
		// What a replica did that died over the change is not known either.
		boolean doubt = failure.mayHaveWritten() || begun.change().source() == ChangeSource.RECOVERY;
		return current.reverted(switched ? begun.enabledBefore() : current.enabled(), doubt);
	}

	private static IntegrationDetails ended(Begun begun, Integration left) {
		return new IntegrationDetails(left, begun.change().in(ChangeState.SUCCEEDED).inShort());
	}

	/**
	 * What came of an attempt that failed.
	 *
	 * @param mayHaveWritten whether the provider may have done it nevertheless
	 */
	public record Failure(ProblemCode code, ProblemBody body, Sent sent, boolean mayHaveWritten) {

		private static final Set<ProblemCode> STANDING_BACK = EnumSet.of(ProblemCode.REVERT_UNKNOWN_BEFORE,
				ProblemCode.REVERT_CHANGED_SINCE, ProblemCode.REVERT_CHANGED_AT_PROVIDER);

		/**
		 * A change that stands back for what others did is withdrawn rather than failed.
		 */
		ChangeState state() {
			return STANDING_BACK.contains(code) ? ChangeState.CANCELLED : ChangeState.FAILED;
		}

		private Ending.Outcome outcome(Instant at) {
			return Ending.Outcome.failed(state(), body, sent, at).inDoubt(mayHaveWritten);
		}

		private Ending.Outcome postponed(Instant at, Instant nextTry) {
			return Ending.Outcome.postponed(body, sent, at, nextTry).inDoubt(mayHaveWritten);
		}

	}

}
