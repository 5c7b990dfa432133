package io.switchgear.integration;

import java.time.Clock;
import java.util.Optional;
import java.util.function.Supplier;

import io.micrometer.core.instrument.MeterRegistry;
import io.switchgear.connector.Provider;
import io.switchgear.connector.ProviderState;
import io.switchgear.connector.Providers;
import io.switchgear.integration.Ledger.Begun;
import io.switchgear.outbound.CallScope;
import io.switchgear.problem.Problem;
import io.switchgear.problem.ProblemCode;
import io.switchgear.problem.ProblemException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries a begun change to its end: calls the provider, then completes the row, whatever
 * came of the call.
 */
final class ChangeRunner {

	private static final Logger log = LoggerFactory.getLogger(ChangeRunner.class);

	private final Providers providers;

	private final Ledger ledger;

	private final MeterRegistry meters;

	private final Clock clock;

	ChangeRunner(Providers providers, Ledger ledger, MeterRegistry meters, Clock clock) {
		this.providers = providers;
		this.ledger = ledger;
		this.meters = meters;
		this.clock = clock;
	}

	/**
	 * Applies the change.
	 * @throws ProblemException if it failed; the change is completed as failed
	 */
	Integration run(Begun begun, CallScope scope, @Nullable String requestId) {
		Provider provider = provider(begun);
		return ending(begun, scope, requestId, () -> provider.apply(begun.target(), begun.patch().desired(), scope));
	}

	/**
	 * Ends a change that another replica began: reads what became of it where that is
	 * possible, else applies it.
	 */
	Integration resume(Begun begun) {
		Provider provider = provider(begun);
		CallScope scope = CallScope.until(clock.instant().plus(provider.deadline()));
		return ending(begun, scope, null, () -> alreadyApplied(provider, begun, scope)
			.orElseGet(() -> provider.apply(begun.target(), begun.patch().desired(), scope)));
	}

	private Optional<ProviderState> alreadyApplied(Provider provider, Begun begun, CallScope scope) {
		if (!begun.patch().desired().credentials().isEmpty()) {
			return Optional.empty();
		}
		try {
			return Optional.of(provider.read(begun.target(), scope)).filter(begun.patch().desired()::isVisibleIn);
		}
		catch (ProblemException ex) {
			return Optional.empty();
		}
	}

	private Integration ending(Begun begun, CallScope scope, @Nullable String requestId, Supplier<ProviderState> call) {
		ProviderState state;
		try {
			state = call.get();
		}
		catch (ProblemException ex) {
			throw failed(begun, scope, requestId, ex.problem(), ex);
		}
		catch (RuntimeException ex) {
			log.error("Change {} of {} met a defect", begun.change().id(), begun.change().integration(), ex);
			Problem defect = Problem.of(ProblemCode.GATEWAY_INTERNAL, "The gateway failed while applying the change");
			throw failed(begun, scope, requestId, defect, ex);
		}
		Integration confirmed = ledger.succeed(begun, state, scope.requests());
		count(begun, ChangeState.SUCCEEDED, "none");
		return confirmed;
	}

	private ProblemException failed(Begun begun, CallScope scope, @Nullable String requestId, Problem problem,
			RuntimeException cause) {
		Problem ofChange = problem.withChangeId(begun.change().id().toString());
		ledger.fail(begun, ofChange, ofChange.body(null, requestId), scope.requests());
		count(begun, ChangeState.FAILED, problem.code().code());
		log.info("Change {} of {} failed after {} requests: {}", begun.change().id(), begun.change().integration(),
				scope.requests(), problem.code().code());
		return ofChange.asException(cause);
	}

	private void count(Begun begun, ChangeState state, String code) {
		meters
			.counter("switchgear.changes", "provider", begun.change().integration().provider(), "action",
					begun.change().action().wireName(), "state", state.wireName(), "code", code)
			.increment();
	}

	private Provider provider(Begun begun) {
		return providers.get(begun.change().integration().provider());
	}

}
