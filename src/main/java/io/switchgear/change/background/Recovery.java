package io.switchgear.change.background;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import io.switchgear.change.Backlog;
import io.switchgear.change.Change;
import io.switchgear.change.ChangeProperties;
import io.switchgear.change.ChangeRunner;
import io.switchgear.change.Ledger.Abandoned;
import io.switchgear.change.Ledger.Begun;
import io.switchgear.change.Ledger;
import io.switchgear.change.Patience;
import io.switchgear.outbound.CallScope;
import io.switchgear.problem.Problem;
import io.switchgear.problem.ProblemCode;
import io.switchgear.problem.ProblemException;
import io.switchgear.provider.Provider;
import io.switchgear.provider.Providers;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.NonTransientDataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * Ends the changes that a replica was applying when it died, and finds those that were
 * forgotten.
 */
final class Recovery {

	private static final Logger log = LoggerFactory.getLogger(Recovery.class);

	// A provider that does not answer would else hold up the changes of all others.
	private static final int MOST_AT_ONCE = 16;

	private final Ledger ledger;

	private final Backlog backlog;

	private final ChangeRunner runner;

	private final Patience patience;

	private final Duration longestDeadline;

	private final ChangeProperties properties;

	private final Clock clock;

	// Since when it could not be written down here what became of them.
	private final Map<UUID, Instant> failing = new ConcurrentHashMap<>();

	Recovery(Ledger ledger, Backlog backlog, ChangeRunner runner, Providers providers, Patience patience,
			ChangeProperties properties, Clock clock) {
		this.ledger = ledger;
		this.backlog = backlog;
		this.runner = runner;
		this.patience = patience;
		this.longestDeadline = providers.all()
			.stream()
			.map(Provider::deadline)
			.max(Duration::compareTo)
			.orElse(Duration.ZERO);
		this.properties = properties;
		this.clock = clock;
	}

	RecurringTask<Void> task() {
		return Tasks.recurring("recover-abandoned-changes", FixedDelay.of(properties.recoveryInterval()))
			.execute((instance, context) -> {
				recoverAll();
				backlog.scheduleForgotten();
			});
	}

	void recoverAll() {
		Semaphore places = new Semaphore(MOST_AT_ONCE);
		try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
			Optional<Abandoned> abandoned = next(places);
			while (abandoned.isPresent()) {
				Abandoned one = abandoned.get();
				threads.execute(() -> {
					try {
						recover(one);
					}
					finally {
						places.release();
					}
				});
				abandoned = next(places);
			}
		}
	}

	private Optional<Abandoned> next(Semaphore places) {
		places.acquireUninterruptibly();
		return ledger.takeOver(longestDeadline.plus(properties.leaseMargin()));
	}

	/**
	 * Whatever goes wrong with one, the others are taken over. One that can never be
	 * written down, whatever the provider says, is not sent again for ever.
	 */
	private void recover(Abandoned abandoned) {
		Change change = abandoned.change();
		try {
			Instant since = failing.get(change.id());
			if (since != null && patience.isOverSince(since, change)) {
				runner.giveUp(abandoned, Problem.of(ProblemCode.GATEWAY_INTERNAL,
						"The gateway failed again and again while ending the change; whether the provider acted is not known"));
			}
			else {
				resume(abandoned);
			}
			failing.remove(change.id());
		}
		catch (ProblemException ex) {
			log.info("The abandoned change {} failed when it was taken over: {}", change.id(), ex.getMessage());
			if (ex.code() == ProblemCode.GATEWAY_STORE_UNAVAILABLE) {
				remember(change, ex.getCause());
			}
			else {
				failing.remove(change.id());
			}
		}
		catch (RuntimeException ex) {
			log.error("The abandoned change {} could not be taken over", change.id(), ex);
			remember(change, ex);
		}
	}

	private void resume(Abandoned abandoned) {
		Begun begun;
		try {
			begun = ledger.begun(abandoned.change(), abandoned.lease());
		}
		catch (ProblemException ex) {
			log.error("The abandoned change {} cannot be applied", abandoned.change().id(), ex);
			runner.giveUp(abandoned, ex.problem());
			return;
		}
		runner.resume(begun, CallScope.inBackgroundUntil(clock.instant().plus(longestDeadline)));
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
