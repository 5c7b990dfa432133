package io.switchgear.integration;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

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

	private final IntegrationList list;

	private final Observations observations;

	private final Clock clock;

	Integrations(Providers providers, IntegrationStore store, IntegrationList list, Observations observations,
			Clock clock) {
		this.providers = providers;
		this.store = store;
		this.list = list;
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

	/** Those that are known here, without their last changes. */
	public Map<IntegrationRef, Integration> knownOf(List<IntegrationRef> refs) {
		return store.findAll(refs).stream().collect(Collectors.toMap(Integration::ref, Function.identity()));
	}

	/**
	 * A part of the list. It can be shorter than asked for and not be the last one, if
	 * few integrations are as asked for.
	 */
	public Page<IntegrationDetails> list(IntegrationFilter filter, Sort sort, @Nullable ListPosition after, int limit) {
		return switch (sort) {
			case ID -> list.byId(filter, (after != null) ? after.ref() : null, limit);
			case UPDATED_AT -> list.byUpdate(filter, after, limit);
		};
	}

	/**
	 * The ids of the integrations that the filter selects, in their order.
	 * @throws ProblemException with {@code request.invalid} if they are more than that
	 */
	public List<IntegrationRef> select(IntegrationFilter filter, int most) {
		List<IntegrationRef> selected = list.select(filter, most + 1);
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
