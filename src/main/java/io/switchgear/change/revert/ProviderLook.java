package io.switchgear.change.revert;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterRegistry;
import io.switchgear.change.revert.Reversal.Restored;
import io.switchgear.connector.Capability;
import io.switchgear.connector.IntegrationRef;
import io.switchgear.connector.ProviderState;
import io.switchgear.connector.Target;
import io.switchgear.integration.Integration;
import io.switchgear.integration.Integrations;
import io.switchgear.outbound.CallScope;
import io.switchgear.problem.ProblemCode;
import io.switchgear.problem.ProblemException;
import io.switchgear.provider.Provider;
import io.switchgear.provider.Providers;
import org.jspecify.annotations.Nullable;

/** Looks whether providers still show what changes left there. Writes nothing. */
public final class ProviderLook {

	/** As long as somebody waits for an answer. */
	private static final Duration MAX_TIME = Duration.ofSeconds(10);

	private static final Duration FRESH = Duration.ofMinutes(1);

	private static final Duration PAUSE = Duration.ofMillis(20);

	private static final int AT_ONCE = 4;

	private final Providers providers;

	private final Integrations integrations;

	private final RateLimiterRegistry rates;

	private final Clock clock;

	public ProviderLook(Providers providers, Integrations integrations, RateLimiterRegistry rates, Clock clock) {
		this.providers = providers;
		this.integrations = integrations;
		this.rates = rates;
		this.clock = clock;
	}

	Found at(List<Restored> restored) {
		Look look = new Look(integrations.knownOf(restored.stream().map(Restored::integration).toList()),
				clock.instant().plus(MAX_TIME));
		try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
			restored.stream()
				.filter((one) -> !one.left().isEmpty())
				.collect(Collectors.groupingBy((one) -> one.integration().provider()))
				.forEach((name, ofProvider) -> threads.execute(() -> look.at(name, ofProvider)));
		}
		return new Found(Set.copyOf(look.changed), Set.copyOf(look.unseen));
	}

	/** One look, at several providers at once. */
	private final class Look {

		private final Map<IntegrationRef, Integration> known;

		private final Instant end;

		private final Set<IntegrationRef> changed = ConcurrentHashMap.newKeySet();

		private final Set<IntegrationRef> unseen = ConcurrentHashMap.newKeySet();

		private Look(Map<IntegrationRef, Integration> known, Instant end) {
			this.known = known;
			this.end = end;
		}

		private void at(String name, List<Restored> all) {
			Provider provider = find(name).orElse(null);
			if (provider == null) {
				all.forEach((one) -> unseen.add(one.integration()));
				return;
			}
			boolean readable = provider.description().can(Capability.READ);
			List<Restored> unread = new ArrayList<>();
			for (Restored one : all) {
				Integration row = known.get(one.integration());
				if (readable && !isFresh(row, one)) {
					unread.add(one);
				}
				else if (row == null || !row.isLastSeenAs(one.left())) {
					changed.add(one.integration());
				}
			}
			if (unread.size() > 1 && provider.description().can(Capability.LIST)) {
				list(provider, unread);
			}
			else {
				read(provider, unread);
			}
		}

		private Optional<Provider> find(String name) {
			return providers.all().stream().filter((provider) -> provider.name().equals(name)).findFirst();
		}

		/** What the change itself observed says nothing of what came later. */
		private boolean isFresh(@Nullable Integration row, Restored one) {
			return row != null && row.observed() != null && row.observed().at().isAfter(one.since())
					&& row.observed().at().isAfter(clock.instant().minus(FRESH));
		}

		private void list(Provider provider, List<Restored> wanted) {
			Map<String, ProviderState> shown = new HashMap<>();
			boolean whole = true;
			try {
				String cursor = null;
				do {
					cursor = provider
						.list(cursor, (listed) -> shown.put(listed.externalId(), listed.state()),
								CallScope.until(end).reading())
						.orElse(null);
				}
				while (cursor != null && clock.instant().isBefore(end));
				whole = cursor == null;
			}
			catch (RuntimeException ex) {
				whole = false;
			}
			for (Restored one : wanted) {
				ProviderState state = shown.get(one.integration().externalId());
				if (state == null && !whole) {
					unseen.add(one.integration());
				}
				else if (state == null || !one.left().isVisibleIn(state)) {
					changed.add(one.integration());
				}
			}
		}

		private void read(Provider provider, List<Restored> wanted) {
			Semaphore places = new Semaphore(AT_ONCE);
			try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
				for (Restored one : wanted) {
					places.acquireUninterruptibly();
					threads.execute(() -> {
						try {
							read(provider, one);
						}
						finally {
							places.release();
						}
					});
				}
			}
		}

		/** At the rate of batches, since many of them are read. */
		private boolean mayRead(Provider provider) {
			RateLimiter rate = rates.rateLimiter(provider.name());
			boolean permitted = rate.acquirePermission();
			while (!permitted && clock.instant().isBefore(end) && !Thread.currentThread().isInterrupted()) {
				LockSupport.parkNanos(PAUSE.toNanos());
				permitted = rate.acquirePermission();
			}
			return permitted && clock.instant().isBefore(end);
		}

		private void read(Provider provider, Restored one) {
			try {
				ProviderState state = mayRead(provider)
						? provider.read(new Target(one.integration(), Map.of()), CallScope.until(end).reading()) : null;
				if (state == null) {
					unseen.add(one.integration());
				}
				else if (!one.left().isVisibleIn(state)) {
					changed.add(one.integration());
				}
			}
			catch (RuntimeException ex) {
				boolean gone = ex instanceof ProblemException problem
						&& problem.code() == ProblemCode.PROVIDER_INTEGRATION_NOT_FOUND;
				(gone ? changed : unseen).add(one.integration());
			}
		}

	}

	/**
	 * What a look found.
	 *
	 * @param changed those whose provider does not show what was left
	 * @param unseen those whose provider could not be looked at in time
	 */
	record Found(Set<IntegrationRef> changed, Set<IntegrationRef> unseen) {
	}

}
