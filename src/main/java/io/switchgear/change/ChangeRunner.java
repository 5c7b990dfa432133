package io.switchgear.change;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

import io.switchgear.change.ChangeRequest.Origin;
import io.switchgear.change.Ledger.Abandoned;
import io.switchgear.change.Ledger.Begun;
import io.switchgear.change.Ledger.Failure;
import io.switchgear.connector.ProviderState;
import io.switchgear.connector.Target;
import io.switchgear.integration.IntegrationDetails;
import io.switchgear.integration.Patch;
import io.switchgear.outbound.CallScope;
import io.switchgear.outbound.Sent;
import io.switchgear.problem.Problem;
import io.switchgear.problem.ProblemBody;
import io.switchgear.problem.ProblemCode;
import io.switchgear.problem.ProblemException;
import io.switchgear.provider.Provider;
import io.switchgear.provider.Providers;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * Carries a begun change to its end: calls the provider, then completes the row, whatever
 * came of the call.
 */
public final class ChangeRunner {

	private static final Logger log = LoggerFactory.getLogger(ChangeRunner.class);

	private static final Duration PAUSE_WHILE_ABANDONED = Duration.ofSeconds(5);

	private final Providers providers;

	private final Ledger ledger;

	private final Patience patience;

	private final ChangeWatch watch;

	ChangeRunner(Providers providers, Ledger ledger, Patience patience, ChangeWatch watch) {
		this.providers = providers;
		this.ledger = ledger;
		this.patience = patience;
		this.watch = watch;
	}

	/**
	 * Applies the change.
	 * @throws ProblemException if it failed; the change is completed as failed, or waits
	 * for another attempt if it goes on in the background
	 */
	public IntegrationDetails run(Begun begun, CallScope scope, @Nullable Origin origin) {
		return watch.watch(begun.change(), () -> ending(begun, scope, origin,
				() -> provider(begun).apply(begun.target(), begun.patch().desired(), scope)));
	}

	/**
	 * Ends a change that another replica began: reads what became of it where that is
	 * possible, else applies it.
	 * @throws ProblemException if it failed; the change is then left for another attempt
	 * while there is time
	 */
	public IntegrationDetails resume(Begun begun, CallScope scope) {
		return watch.watch(begun.change(), () -> ending(begun, scope, null, () -> {
			Provider provider = provider(begun);
			return alreadyApplied(provider, begun, scope)
				.orElseGet(() -> provider.apply(begun.target(), begun.patch().desired(), scope));
		}));
	}

	/**
	 * Ends a change that another replica began and that cannot be taken over. Nothing is
	 * sent.
	 */
	public void giveUp(Abandoned abandoned, Problem problem) {
		Change change = abandoned.change();
		Begun begun = new Begun(change, Patch.of(change.requested(), Map.of()), abandoned.lease(),
				new Target(change.integration(), Map.of()));
		ProblemBody body = problem.withChangeId(change.id().toString()).body(null, null);
		ledger.fail(begun, new Failure(problem.code(), body, Sent.NOTHING, true));
		watch.count(change, ChangeState.FAILED, problem.code().code());
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

	private IntegrationDetails ending(Begun begun, CallScope scope, @Nullable Origin origin,
			Supplier<ProviderState> call) {
		ProviderState state;
		try {
			state = call.get();
		}
		catch (ProblemException ex) {
			throw failed(begun, scope, origin, ex.problem(), ex);
		}
		catch (RuntimeException ex) {
			if (Thread.currentThread().isInterrupted()) {
				log.info("Change {} of {} is left to another replica, since this one ends", begun.change().id(),
						begun.integration());
				throw ex;
			}
			log.error("Change {} of {} met a defect", begun.change().id(), begun.integration(), ex);
			Problem defect = Problem.of(ProblemCode.GATEWAY_INTERNAL, "The gateway failed while applying the change");
			throw failed(begun, scope, origin, defect, ex);
		}
		IntegrationDetails confirmed = written(begun, () -> ledger.succeed(begun, state, scope.sent()));
		watch.count(begun.change(), ChangeState.SUCCEEDED, ChangeWatch.NO_CODE);
		log.info("Change {} of {} succeeded after {} requests", begun.change().id(), begun.integration(),
				scope.sent().requests());
		return confirmed;
	}

	private ProblemException failed(Begun begun, CallScope scope, @Nullable Origin origin, Problem problem,
			RuntimeException cause) {
		Problem ofChange = problem.withChangeId(begun.change().id().toString());
		ProblemBody body = (origin != null) ? ofChange.body(origin.path(), origin.requestId())
				: ofChange.body(null, null);
		Failure failure = new Failure(problem.code(), body, scope.sent(), scope.mayHaveWritten());
		ChangeState state = written(begun, () -> write(begun, problem, failure));
		watch.count(begun.change(), state, problem.code().code());
		log.info("Change {} of {} failed after {} requests: {}", begun.change().id(), begun.integration(),
				scope.sent().requests(), problem.code().code());
		return ofChange.asException(cause);
	}

	private ChangeState write(Begun begun, Problem problem, Failure failure) {
		if (goesOn(begun.change(), problem)) {
			ledger.postpone(begun, failure);
			return ChangeState.PENDING;
		}
		if (isLeft(begun.change(), problem)) {
			ledger.leave(begun, failure, PAUSE_WHILE_ABANDONED);
			return ChangeState.APPLYING;
		}
		ledger.fail(begun, failure);
		return ChangeState.FAILED;
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

	private boolean goesOn(Change change, Problem problem) {
		return change.inBackground() && mayPass(problem.code()) && !patience.isOver(change);
	}

	/** Whether a change that was taken over is tried again, its caller being gone. */
	private boolean isLeft(Change change, Problem problem) {
		return change.source() == ChangeSource.RECOVERY && !change.inBackground() && mayPass(problem.code())
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
