package io.switchgear.integration;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import io.switchgear.connector.IntegrationRef;
import io.switchgear.connector.ProviderState;
import io.switchgear.connector.Target;
import io.switchgear.jdbc.Page;
import io.switchgear.outbound.CallScope;
import io.switchgear.problem.Problem;
import io.switchgear.problem.ProblemCode;
import io.switchgear.problem.ProblemException;
import io.switchgear.provider.Provider;
import io.switchgear.provider.Providers;
import org.jspecify.annotations.Nullable;

/** What the gateway knows of integrations. */
public final class Integrations {

	private final Providers providers;

	private final IntegrationStore store;

	private final Observations observations;

	private final Clock clock;

	Integrations(Providers providers, IntegrationStore store, Observations observations, Clock clock) {
		this.providers = providers;
		this.store = store;
		this.observations = observations;
		this.clock = clock;
	}

	/**
	 * The integration as it is known here.
	 * @throws ProblemException with {@code integration.not-found}
	 */
	public IntegrationDetails get(IntegrationRef ref) {
		return store.details(ref).orElseThrow(() -> unknown(ref));
	}

	/** The integration as it is known here, or as it would be once somebody named it. */
	public IntegrationDetails known(IntegrationRef ref) {
		return store.details(ref)
			.orElseGet(() -> new IntegrationDetails(Integration.firstSeen(ref, clock.instant()), null));
	}

	/**
	 * Reads the integration from its provider and writes down what it says. It need not
	 * have been known before.
	 * @throws ProblemException if the provider cannot be read or does not have it
	 */
	public IntegrationDetails fresh(IntegrationRef ref) {
		Provider provider = providers.get(ref.provider());
		Instant asked = clock.instant();
		ProviderState state = provider.read(new Target(ref, Map.of()),
				CallScope.until(asked.plus(provider.deadline())).reading());
		return observations.add(ref, state, asked);
	}

	/** In the order of their ids. */
	public Page<IntegrationDetails> list(IntegrationFilter filter, @Nullable IntegrationRef after, int limit) {
		return Page.of(store.list(filter, after, limit + 1), limit, (details) -> details.integration().ref().id());
	}

	/**
	 * The ids of the integrations that the filter selects, in their order.
	 * @throws ProblemException with {@code request.invalid} if they are more than that
	 */
	public List<IntegrationRef> select(IntegrationFilter filter, int most) {
		List<IntegrationRef> selected = store.select(filter, most + 1);
		if (selected.size() > most) {
			throw Problem.invalid("/selector", "selects more than %d integrations".formatted(most)).asException();
		}
		return selected;
	}

	/** What to throw if nobody ever named it. */
	public static ProblemException unknown(IntegrationRef ref) {
		return Problem.of(ProblemCode.INTEGRATION_NOT_FOUND, ref + " is not known here").asException();
	}

}
