package io.switchgear.change.background;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

import io.switchgear.change.Change;
import io.switchgear.change.apply.Attempt;
import io.switchgear.change.apply.ChangeRunner;
import io.switchgear.change.apply.Patience;
import io.switchgear.change.store.Begun;
import io.switchgear.outbound.CallScope;
import io.switchgear.problem.Problem;
import io.switchgear.problem.ProblemCode;
import io.switchgear.problem.ProblemException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.NonTransientDataAccessException;
import org.springframework.transaction.TransactionException;

/** Ends the changes that a replica was applying when it died. */
final class Recovery {

	private static final Logger log = LoggerFactory.getLogger(Recovery.class);

	// A provider that does not answer would else hold up the changes of all others.
	private static final int MAX_AT_ONCE = 16;

	private final AbandonedChanges abandoned;

	private final ChangeRunner runner;

	private final Patience patience;

	private final Duration deadline;

	private final Clock clock;

	// Since when it could not be written down here what became of them.
	private final Map<UUID, Instant> failing = new ConcurrentHashMap<>();

	/**
	 * The deadline is that of the provider that is given the most time: whose a change is
	 * is known once it was taken over.
	 */
	Recovery(AbandonedChanges abandoned, ChangeRunner runner, Patience patience, Duration deadline, Clock clock) {
		this.abandoned = abandoned;
		this.runner = runner;
		this.patience = patience;
		this.deadline = deadline;
		this.clock = clock;
	}

	void recoverAll() {
		Semaphore places = new Semaphore(MAX_AT_ONCE);
		try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
			List<Begun> taken = next(places);
			while (!taken.isEmpty()) {
				taken.forEach((begun) -> threads.execute(() -> {
					try {
						recover(begun);
					}
					finally {
						places.release();
					}
				}));
				taken = next(places);
			}
		}
	}

	/** As many as there is room for, at least one. */
	private List<Begun> next(Semaphore places) {
		places.acquireUninterruptibly();
		int more = places.drainPermits();
		List<Begun> taken = abandoned.takeOver(1 + more);
		places.release(1 + more - taken.size());
		return taken;
	}

	/**
	 * Whatever goes wrong with one, the others are taken over. One that can never be
	 * written down, whatever the provider says, is not sent again for ever.
	 */
	private void recover(Begun begun) {
		Change change = begun.change();
		try {
			Instant since = failing.get(change.id());
			if (since != null && patience.isOverSince(since, change)) {
				runner.giveUp(begun, Problem.of(ProblemCode.GATEWAY_INTERNAL,
						"The gateway failed again and again while ending the change; whether the provider acted is not known"));
			}
			else {
				Attempt attempt = runner.resume(begun, CallScope.inBackgroundUntil(clock.instant().plus(deadline)));
				log.info("The abandoned change {} was taken over: {}", change.id(), attempt.getClass().getSimpleName());
			}
			failing.remove(change.id());
		}
		catch (ProblemException ex) {
			log.warn("What became of the abandoned change {} could not be written: {}", change.id(), ex.getMessage());
			remember(change, ex.getCause());
		}
		catch (RuntimeException ex) {
			log.error("The abandoned change {} could not be taken over", change.id(), ex);
			remember(change, ex);
		}
	}

	private void remember(Change change, @Nullable Throwable cause) {
		if (!isOutage(cause)) {
			failing.putIfAbsent(change.id(), clock.instant());
		}
	}

	/** Whether the database failed as a whole, which says nothing of the change. */
	private static boolean isOutage(@Nullable Throwable cause) {
		return switch (cause) {
			case TransactionException ex -> true;
			case DataAccessResourceFailureException ex -> true;
			case NonTransientDataAccessException ex -> false;
			case DataAccessException ex -> true;
			case null, default -> false;
		};
	}

}
