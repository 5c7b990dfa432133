package io.switchgear.integration;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.switchgear.connector.IntegrationRef;
import io.switchgear.connector.Provider;
import io.switchgear.connector.ProviderState;
import io.switchgear.connector.Providers;
import io.switchgear.connector.Target;
import io.switchgear.outbound.CallScope;
import io.switchgear.problem.Problem;
import io.switchgear.problem.ProblemCode;
import io.switchgear.problem.ProblemException;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionTemplate;

/** What the gateway knows of integrations. */
public final class Integrations {

	private final Providers providers;

	private final IntegrationStore store;

	private final ChangeStore changes;

	private final Ledger ledger;

	private final TransactionTemplate transaction;

	private final Clock clock;

	Integrations(Providers providers, IntegrationStore store, ChangeStore changes, Ledger ledger,
			TransactionTemplate transaction, Clock clock) {
		this.providers = providers;
		this.store = store;
		this.changes = changes;
		this.ledger = ledger;
		this.transaction = transaction;
		this.clock = clock;
	}

	/**
	 * The integration as it is known here.
	 * @throws ProblemException with {@code integration.not-found}
	 */
	public IntegrationDetails get(IntegrationRef ref) {
		return detailed(store.find(ref).orElseThrow(() -> unknown(ref)));
	}

	/**
	 * Reads the integration from its provider and writes down what it says. It need not
	 * have been known before.
	 * @throws ProblemException if the provider cannot be read or does not have it
	 */
	public IntegrationDetails fresh(IntegrationRef ref) {
		Provider provider = providers.get(ref.provider());
		CallScope scope = CallScope.until(clock.instant().plus(provider.deadline()));
		ProviderState state = provider.read(new Target(ref, Map.of()), scope);
		return detailed(ledger.observe(ref, state));
	}

	public IntegrationDetails detailed(Integration integration) {
		UUID last = integration.lastChange();
		return new IntegrationDetails(integration, (last != null) ? changes.find(last).orElse(null) : null);
	}

	/** In the order of their ids. */
	public Page<IntegrationDetails> list(IntegrationFilter filter, @Nullable IntegrationRef after, int limit) {
		Page<Integration> page = Page.of(store.list(filter, after, limit + 1), limit,
				(integration) -> integration.ref().id());
		List<UUID> last = page.items().stream().map(Integration::lastChange).filter(Objects::nonNull).toList();
		Map<UUID, Change> lastChanges = changes.findAll(last)
			.stream()
			.collect(Collectors.toMap(Change::id, Function.identity()));
		return page.map((integration) -> new IntegrationDetails(integration,
				(integration.lastChange() != null) ? lastChanges.get(integration.lastChange()) : null));
	}

	/**
	 * Forgets the integration and its stored credentials; its history stays. The provider
	 * is not called.
	 * @throws ProblemException with {@code integration.not-found},
	 * {@code integration.changed-meanwhile}, or {@code change.in-progress} while a change
	 * of it is being applied
	 */
	public void forget(IntegrationRef ref, @Nullable Long expectedVersion) {
		transaction.executeWithoutResult((status) -> {
			Integration current = store.lock(ref).orElseThrow(() -> unknown(ref));
			current.requireVersion(expectedVersion);
			if (changes.isApplying(ref)) {
				throw Problem.of(ProblemCode.CHANGE_IN_PROGRESS, "A change of %s is being applied".formatted(ref))
					.withRetryAfter(Duration.ofSeconds(1))
					.asException();
			}
			store.delete(ref);
		});
	}

	private static ProblemException unknown(IntegrationRef ref) {
		return Problem.of(ProblemCode.INTEGRATION_NOT_FOUND, ref + " is not known here").asException();
	}

}
