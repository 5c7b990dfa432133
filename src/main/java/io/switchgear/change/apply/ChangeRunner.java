package io.switchgear.change.apply;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

import io.switchgear.change.Change;
import io.switchgear.change.ChangeRequest.Origin;
import io.switchgear.change.ChangeSource;
import io.switchgear.change.ChangeState;
import io.switchgear.change.apply.Outcomes.Failure;
import io.switchgear.change.store.Begun;
import io.switchgear.connector.ProviderState;
import io.switchgear.connector.Sighting;
import io.switchgear.integration.IntegrationDetails;
import io.switchgear.outbound.CallScope;
import io.switchgear.outbound.Sent;
import io.switchgear.problem.Problem;
import io.switchgear.problem.ProblemCode;
import io.switchgear.problem.ProblemException;
import io.switchgear.provider.Provider;
import io.switchgear.provider.Providers;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * Carries a begun change to its end: calls the provider, then completes the row, whatever
 * came of the call. Throws only if the outcome could not be written, or this process is
 * shutting down; recovery ends the change then.
 */
public final class ChangeRunner {

	private static final Logger log = LoggerFactory.getLogger(ChangeRunner.class);

	private static final Duration PAUSE_WHILE_ABANDONED = Duration.ofSeconds(5);

	private final Providers providers;

	private final Outcomes outcomes;

	private final Patience patience;

	private final ChangeWatch watch;

	public ChangeRunner(Providers providers, Outcomes outcomes, Patience patience, ChangeWatch watch) {
		this.providers = providers;
		this.outcomes = outcomes;
		this.patience = patience;
		this.watch = watch;
	}

	/** Applies the change. */
	public Attempt run(Begun begun, CallScope scope, @Nullable Origin origin) {
		return watch.watch(begun.change(), () -> ending(begun, scope, origin, () -> applied(begun, scope)));
	}

	/**
	 * Ends a change that another replica began: reads what became of it if that is
	 * possible, otherwise applies it.
	 */
	public Attempt resume(Begun begun, CallScope scope) {
		return watch.watch(begun.change(), () -> ending(begun, scope, null, () -> {
			Provider provider = provider(begun);
			return alreadyApplied(provider, begun, scope).or(() -> Optional.ofNullable(applied(begun, scope)))
				.orElse(null);
		}));
	}

	/** Ends a change that cannot be applied. Nothing is sent. */
	public void giveUp(Begun begun, Problem problem) {
		Problem ofChange = problem.withChangeId(begun.change().id().toString());
		Failure failure = new Failure(problem.code(), ofChange.body(null, null), Sent.NOTHING, false);
		if (outcomes.fail(begun, failure)) {
			watch.count(begun.change(), failure.state(), problem.code().code());
		}
	}

	/** Null if no provider has to be told. */
	private @Nullable ProviderState applied(Begun begun, CallScope scope) {
		if (begun.patch().desired().isEmpty()) {
			return null;
		}
		Provider provider = provider(begun);
		Begun.Expected expected = begun.expected();
		if (expected != null && begun.isFirst()) {
			return Expectation.apply(begun, expected, provider, scope);
		}
		return provider.apply(begun.target(), begun.patch().desired(), scope);
	}

	private Optional<ProviderState> alreadyApplied(Provider provider, Begun begun, CallScope scope) {
		if (!begun.patch().desired().canBeProved()) {
			return Optional.empty();
		}
		try {
			return Optional.of(provider.read(begun.target(), scope)).filter(begun.patch().desired()::isProvedBy);
		}
		catch (ProblemException ex) {
			return Optional.empty();
		}
	}

	private Attempt ending(Begun begun, CallScope scope, @Nullable Origin origin,
			Supplier<@Nullable ProviderState> call) {
		Sighting sighting = new Sighting();
		ProviderState state;
		try {
			state = sighting.during(call);
		}
		catch (ProblemException ex) {
			return failed(begun.seeing(sighting.seen()), scope, origin, ex.problem(), ex);
		}
		catch (RuntimeException ex) {
			if (Thread.currentThread().isInterrupted()) {
				log.info("Change {} of {} is left to another replica, since this one ends", begun.change().id(),
						begun.change().integration());
				throw ex;
			}
			log.error("Change {} of {} met a defect", begun.change().id(), begun.change().integration(), ex);
			Problem defect = Problem.of(ProblemCode.GATEWAY_INTERNAL, "The gateway failed while applying the change");
			return failed(begun.seeing(sighting.seen()), scope, origin, defect, ex);
		}
		Optional<IntegrationDetails> confirmed = written(begun,
				() -> outcomes.succeed(begun.seeing(sighting.seen()), state, scope.sent()));
		if (confirmed.isEmpty()) {
			return heldElsewhere(begun);
		}
		watch.count(begun.change(), ChangeState.SUCCEEDED, ChangeWatch.NO_CODE);
		// The line of the request names the change
		log.atLevel((origin != null) ? Level.DEBUG : Level.INFO)
			.log("Change {} of {} succeeded after {} requests", begun.change().id(), begun.change().integration(),
					scope.sent().requests());
		return new Attempt.Confirmed(confirmed.get());
	}

	private Attempt failed(Begun begun, CallScope scope, @Nullable Origin origin, Problem problem,
			RuntimeException cause) {
		Problem ofChange = problem.withChangeId(begun.change().id().toString());
		Failure failure = new Failure(problem.code(),
				(origin != null) ? ofChange.body(origin.path(), origin.requestId()) : ofChange.body(null, null),
				scope.sent(), scope.mayHaveWritten());
		Attempt attempt = written(begun, () -> write(begun, failure, ofChange.asException(cause)));
		if (attempt instanceof Attempt.HeldElsewhere) {
			return heldElsewhere(begun);
		}
		watch.count(begun.change(), stateAfter(attempt, failure), problem.code().code());
		log.info("Change {} of {} failed after {} requests: {}", begun.change().id(), begun.change().integration(),
				scope.sent().requests(), problem.code().code());
		return attempt;
	}

	private Attempt write(Begun begun, Failure failure, ProblemException problem) {
		Change change = begun.change();
		if (change.inBackground() && mayPass(failure.code()) && !patience.isOver(change)) {
			Instant next = patience.nextTry(change, provider(begun).deadline(), problem.problem().retryAfter());
			return outcomes.postpone(begun, failure, next) ? new Attempt.Postponed(problem, next)
					: new Attempt.HeldElsewhere(change.id());
		}
		if (isLeft(change, failure.code())) {
			return outcomes.leave(begun, failure, PAUSE_WHILE_ABANDONED) ? new Attempt.LeftToRecovery(problem)
					: new Attempt.HeldElsewhere(change.id());
		}
		return outcomes.fail(begun, failure) ? new Attempt.Failed(problem) : new Attempt.HeldElsewhere(change.id());
	}

	private static Attempt heldElsewhere(Begun begun) {
		log.warn("Change {} of {} was taken over by another replica, which writes what becomes of it",
				begun.change().id(), begun.change().integration());
		return new Attempt.HeldElsewhere(begun.change().id());
	}

	private static ChangeState stateAfter(Attempt attempt, Failure failure) {
		return switch (attempt) {
			case Attempt.Confirmed confirmed -> ChangeState.SUCCEEDED;
			case Attempt.Failed failed -> failure.state();
			case Attempt.Postponed postponed -> ChangeState.PENDING;
			case Attempt.LeftToRecovery left -> ChangeState.APPLYING;
			case Attempt.HeldElsewhere elsewhere -> ChangeState.APPLYING;
		};
	}

	/** Whatever came of the call, the change is ended by another replica if not here. */
	private static <T> T written(Begun begun, Supplier<T> writing) {
		try {
			return writing.get();
		}
		catch (DataAccessException | TransactionException ex) {
			throw Problem
				.storeUnavailable("What came of the change could not be written down; it will be ended without you")
				.withChangeId(begun.change().id().toString())
				.asException(ex);
		}
	}

	/** Whether a change that was taken over is tried again, its caller being gone. */
	private boolean isLeft(Change change, ProblemCode code) {
		return change.source() == ChangeSource.RECOVERY && !change.inBackground() && mayPass(code)
				&& !patience.isOverAfterDeath(change);
	}

	/**
	 * A key that the provider does not accept is put right without the caller: it is
	 * waited for like the end of a hold.
	 */
	private static boolean mayPass(ProblemCode code) {
		return code.retryable() || code == ProblemCode.PROVIDER_AUTHENTICATION_FAILED
				|| code == ProblemCode.PROVIDER_PERMISSION_DENIED;
	}

	private Provider provider(Begun begun) {
		return providers.get(begun.change().integration().provider());
	}

}
