package io.switchgear.change;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

import io.switchgear.change.Ledger.Begun;
import io.switchgear.integration.IntegrationDetails;
import io.switchgear.jdbc.Page;
import io.switchgear.outbound.CallScope;
import io.switchgear.outbound.Holds;
import io.switchgear.problem.Problem;
import io.switchgear.problem.ProblemCode;
import io.switchgear.problem.ProblemException;
import io.switchgear.provider.Provider;
import io.switchgear.provider.Providers;
import org.jspecify.annotations.Nullable;

/** Applies changes, and knows those that were. */
public final class Changes {

	private static final Duration LONGEST_WAIT_FOR_OTHERS = Duration.ofSeconds(2);

	private static final Duration PAUSE_BETWEEN_LOOKS = Duration.ofMillis(50);

	private final Providers providers;

	private final Ledger ledger;

	private final Backlog backlog;

	private final ChangeRunner runner;

	private final ChangeStore store;

	private final Holds holds;

	private final ChangeProperties properties;

	private final Clock clock;

	Changes(Providers providers, Ledger ledger, Backlog backlog, ChangeRunner runner, ChangeStore store, Holds holds,
			ChangeProperties properties, Clock clock) {
		this.providers = providers;
		this.ledger = ledger;
		this.backlog = backlog;
		this.runner = runner;
		this.store = store;
		this.holds = holds;
		this.properties = properties;
		this.clock = clock;
	}

	/**
	 * Applies a change and waits until it has ended. Nothing is sent to the provider
	 * before the change is written down, and where only the gateway's own data change,
	 * nothing is sent at all.
	 * @return the integration as confirmed
	 * @throws ProblemException if it was refused or failed; with a {@code changeId} if it
	 * had begun
	 */
	public IntegrationDetails apply(ChangeRequest request) {
		Provider provider = checked(request);
		CallScope scope = CallScope.until(clock.instant().plus(timeFor(request, provider)));
		if (request.patch().desired().isEmpty()) {
			return whenItsTurn(request, scope, () -> ledger.edit(request));
		}
		refuseOnHold(provider.name());
		Duration lease = scope.remaining(clock).plus(properties.leaseMargin());
		Begun begun = whenItsTurn(request, scope, () -> ledger.begin(request, lease));
		return runner.run(begun, scope, request.origin());
	}

	/**
	 * Accepts a change that is applied in the background: again and again through outages
	 * until it succeeds, fails for good or its time is up. It survives this process.
	 * @throws ProblemException if it was refused
	 */
	public Change submit(ChangeRequest request) {
		checked(request);
		return backlog.add(request, properties.patience());
	}

	/** Waits until a change has ended, at most that long; the change as it is then. */
	public Change await(UUID id, Duration longest) {
		Instant latest = clock.instant().plus(longest);
		Change change = get(id);
		while (change.finishedAt() == null && clock.instant().isBefore(latest)) {
			LockSupport.parkNanos(PAUSE_BETWEEN_LOOKS.toNanos());
			change = get(id);
		}
		return change;
	}

	/**
	 * Withdraws a change that has not started.
	 * @throws ProblemException with {@code change.not-cancellable}
	 */
	public Change cancel(Change change) {
		return backlog.cancel(change);
	}

	/**
	 * The change of that id.
	 * @throws ProblemException with {@code change.not-found}
	 */
	public Change get(UUID id) {
		return store.find(id)
			.orElseThrow(() -> Problem.of(ProblemCode.CHANGE_NOT_FOUND, "No change has that id").asException());
	}

	/** Newest first. */
	public Page<Change> list(ChangeFilter filter, @Nullable UUID before, int limit) {
		return Page.of(store.list(filter, before, limit + 1), limit, (change) -> change.id().toString());
	}

	private Provider checked(ChangeRequest request) {
		Provider provider = providers.get(request.integration().provider());
		provider.check(request.patch().desired());
		return provider;
	}

	private void refuseOnHold(String provider) {
		holds.of(provider).ifPresent((hold) -> {
			throw Problem
				.of(ProblemCode.PROVIDER_ON_HOLD,
						"%s is on hold since %s: %s".formatted(provider, hold.since(), hold.reason()))
				.asException();
		});
	}

	private <T> T whenItsTurn(ChangeRequest request, CallScope scope, Supplier<Optional<T>> attempt) {
		Instant latest = earlier(clock.instant().plus(LONGEST_WAIT_FOR_OTHERS), scope.deadline());
		while (true) {
			Optional<T> begun = attempt.get();
			if (begun.isPresent()) {
				return begun.get();
			}
			if (!clock.instant().isBefore(latest)) {
				throw inProgress(request);
			}
			LockSupport.parkNanos(PAUSE_BETWEEN_LOOKS.toNanos());
		}
	}

	private ProblemException inProgress(ChangeRequest request) {
		UUID other = ledger.inTheWayOf(request).orElse(null);
		Problem problem = Problem
			.of(ProblemCode.CHANGE_IN_PROGRESS,
					"%s of %s is being applied, or waits and must not be overtaken"
						.formatted((other != null) ? "Change " + other : "Another change", request.integration()))
			.withRetryAfter(Duration.ofSeconds(1));
		return ((other != null) ? problem.withChangeId(other.toString()) : problem).asException();
	}

	private static Duration timeFor(ChangeRequest request, Provider provider) {
		Duration wait = request.longestWait();
		return (wait != null && wait.compareTo(provider.deadline()) < 0) ? wait : provider.deadline();
	}

	private static Instant earlier(Instant one, Instant other) {
		return one.isBefore(other) ? one : other;
	}

}
