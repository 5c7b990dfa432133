package io.switchgear.change;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import io.switchgear.connector.IntegrationRef;
import io.switchgear.connector.Preview;
import io.switchgear.connector.ProviderState;
import io.switchgear.connector.Target;
import io.switchgear.integration.ExpectedVersion;
import io.switchgear.integration.Integration;
import io.switchgear.integration.IntegrationFilter;
import io.switchgear.integration.IntegrationStore;
import io.switchgear.integration.Patch;
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

	private final ChangeStore changes;

	private final ChangeQueue queue;

	private final Rows rows;

	private final Ledger ledger;

	private final RowTransactions transactions;

	private final Clock clock;

	Integrations(Providers providers, IntegrationStore store, ChangeStore changes, ChangeQueue queue, Rows rows,
			Ledger ledger, RowTransactions transactions, Clock clock) {
		this.providers = providers;
		this.store = store;
		this.changes = changes;
		this.queue = queue;
		this.rows = rows;
		this.ledger = ledger;
		this.transactions = transactions;
		this.clock = clock;
	}

	/**
	 * The integration as it is known here.
	 * @throws ProblemException with {@code integration.not-found}
	 */
	public IntegrationDetails get(IntegrationRef ref) {
		return rows.detailed(store.find(ref).orElseThrow(() -> unknown(ref)));
	}

	/** The integration as it is known here, or as it would be once somebody named it. */
	public IntegrationDetails known(IntegrationRef ref) {
		return rows.detailed(store.find(ref).orElseGet(() -> Integration.firstSeen(ref, clock.instant())));
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
		return ledger.observe(ref, state, asked);
	}

	/**
	 * What a change would send; writes nothing anywhere. Empty where no provider would be
	 * called.
	 * @throws ProblemException if the change would be refused
	 */
	public Optional<Preview> preview(IntegrationRef ref, Patch patch, @Nullable ExpectedVersion expectedVersion) {
		Provider provider = providers.get(ref.provider());
		provider.check(patch.desired());
		store.find(ref).ifPresentOrElse((current) -> {
			ExpectedVersion.require(expectedVersion, current);
			current.requireRoomFor(patch);
		}, () -> ExpectedVersion.requireKnown(expectedVersion, ref));
		Target target = rows.target(ref, patch);
		if (patch.desired().isEmpty()) {
			return Optional.empty();
		}
		CallScope scope = CallScope.until(clock.instant().plus(provider.deadline())).reading();
		return Optional.of(provider.preview(target, patch.desired(), scope));
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
	 * is not called. Has to run in {@link #withLocked}.
	 * @throws ProblemException with {@code integration.not-found},
	 * {@code integration.changed-meanwhile}, or {@code change.in-progress} while a change
	 * of it is being applied
	 */
	public void forget(IntegrationRef ref, @Nullable ExpectedVersion expectedVersion) {
		checkForgetting(store.lock(ref), ref, expectedVersion);
		store.delete(ref);
	}

	/**
	 * Does the work in a transaction that locks the row of the integration, if there is
	 * one, before anything else: the order in which all others lock.
	 */
	public <T> T withLocked(IntegrationRef ref, Supplier<T> work) {
		return transactions.execute(ref, (status) -> {
			store.lock(ref);
			return work.get();
		});
	}

	/**
	 * Refuses what {@link #forget} would refuse, and forgets nothing.
	 * @throws ProblemException as {@link #forget} would
	 */
	public void previewForgetting(IntegrationRef ref, @Nullable ExpectedVersion expectedVersion) {
		checkForgetting(store.find(ref), ref, expectedVersion);
	}

	private void checkForgetting(Optional<Integration> known, IntegrationRef ref,
			@Nullable ExpectedVersion expectedVersion) {
		ExpectedVersion.require(expectedVersion, known.orElseThrow(() -> unknown(ref)));
		queue.open(ref).ifPresent((change) -> {
			throw Problem
				.of(ProblemCode.CHANGE_IN_PROGRESS, "Change %s of %s waits or is being applied".formatted(change, ref))
				.withChangeId(change.toString())
				.withRetryAfter(Duration.ofSeconds(1))
				.asException();
		});
	}

	/**
	 * The ids of the integrations that the filter selects, in their order.
	 * @throws ProblemException with {@code request.invalid} if they are more than that
	 */
	public List<IntegrationRef> select(IntegrationFilter filter, int most) {
		List<IntegrationRef> selected = store.list(filter, null, most + 1).stream().map(Integration::ref).toList();
		if (selected.size() > most) {
			throw Problem.invalid("/selector", "selects more than %d integrations".formatted(most)).asException();
		}
		return selected;
	}

	private static ProblemException unknown(IntegrationRef ref) {
		return Problem.of(ProblemCode.INTEGRATION_NOT_FOUND, ref + " is not known here").asException();
	}

}
