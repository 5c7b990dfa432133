package io.switchgear.change.background;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import io.switchgear.change.BackgroundTask;
import io.switchgear.change.Backlog.Start;
import io.switchgear.change.Backlog;
import io.switchgear.change.Change;
import io.switchgear.change.ChangeRunner;
import io.switchgear.change.ChangeState;
import io.switchgear.change.ChangeStore;
import io.switchgear.change.ChangeWatch;
import io.switchgear.change.Ledger.Begun;
import io.switchgear.change.Patience;
import io.switchgear.outbound.CallScope;
import io.switchgear.problem.Problem;
import io.switchgear.problem.ProblemBody;
import io.switchgear.problem.ProblemCode;
import io.switchgear.problem.ProblemException;
import io.switchgear.provider.Provider;
import io.switchgear.provider.Providers;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Applies waiting changes one attempt at a time, with growing pauses, until they succeed
 * or their time is up.
 */
final class BackgroundWork {

	private static final Logger log = LoggerFactory.getLogger(BackgroundWork.class);

	// It is still being applied, or will be taken over once its lease has run out.
	private static final Duration WHILE_ANOTHER_REPLICA_HAS_IT = Duration.ofSeconds(5);

	// Where the database failed in between.
	private static final Duration PAUSE_AFTER_DEFECT = Duration.ofSeconds(5);

	private final Backlog backlog;

	private final ChangeRunner runner;

	private final ChangeStore changes;

	private final Providers providers;

	private final Pacing pacing;

	private final ChangeWatch watch;

	private final Patience patience;

	private final Duration leaseMargin;

	private final Clock clock;

	BackgroundWork(Backlog backlog, ChangeRunner runner, ChangeStore changes, Providers providers, Pacing pacing,
			ChangeWatch watch, Patience patience, Duration leaseMargin, Clock clock) {
		this.backlog = backlog;
		this.runner = runner;
		this.changes = changes;
		this.providers = providers;
		this.pacing = pacing;
		this.watch = watch;
		this.patience = patience;
		this.leaseMargin = leaseMargin;
		this.clock = clock;
	}

	Task<Void> task() {
		return Tasks.custom(BackgroundTask.DESCRIPTOR)
			.onFailure(new FailureHandler.OnFailureRetryLater<>(PAUSE_AFTER_DEFECT))
			.execute((instance, context) -> {
				Instant next = attempt(UUID.fromString(instance.getId()));
				return (complete, operations) -> {
					if (next != null) {
						operations.reschedule(complete, next);
					}
					else {
						operations.remove();
					}
				};
			});
	}

	/**
	 * Tries to apply the change, and says when to try again; null where nothing is left
	 * to do.
	 */
	@Nullable Instant attempt(UUID id) {
		Change waiting = changes.find(id).orElse(null);
		if (waiting == null || waiting.finishedAt() != null) {
			return null;
		}
		if (waiting.state() == ChangeState.APPLYING) {
			return clock.instant().plus(WHILE_ANOTHER_REPLICA_HAS_IT);
		}
		try {
			return attempt(waiting, providers.get(waiting.integration().provider()));
		}
		catch (ProblemException ex) {
			giveUp(waiting, bodyOf(ex.problem(), waiting));
			return null;
		}
	}

	private @Nullable Instant attempt(Change waiting, Provider provider) {
		if (patience.isOver(waiting)) {
			Problem late = Problem.of(ProblemCode.PROVIDER_TIMEOUT,
					"Its time was up before %s could be called".formatted(provider.name()));
			ProblemBody last = waiting.problem();
			giveUp(waiting, (last != null) ? last : bodyOf(late, waiting));
			return null;
		}
		Instant paced = pacing.notNow(waiting);
		if (paced != null) {
			return paced;
		}
		try {
			return switch (backlog.start(waiting, provider.deadline().plus(leaseMargin))) {
				case Start.Gone gone -> null;
				case Start.Later later -> later.at();
				case Start.Ready ready -> applied(ready.begun(), provider);
			};
		}
		finally {
			pacing.leave(waiting);
		}
	}

	private void giveUp(Change waiting, ProblemBody problem) {
		if (backlog.giveUp(waiting, problem)) {
			watch.count(waiting, ChangeState.FAILED, problem.code());
			log.info("Change {} of {} was given up: {}", waiting.id(), waiting.integration(), problem.code());
		}
	}

	private static ProblemBody bodyOf(Problem problem, Change change) {
		return problem.withChangeId(change.id().toString()).body(null, null);
	}

	private @Nullable Instant applied(Begun begun, Provider provider) {
		ProblemException failure = null;
		try {
			runner.run(begun, CallScope.inBackgroundUntil(clock.instant().plus(provider.deadline())), null);
		}
		catch (ProblemException ex) {
			failure = ex;
		}
		Change now = changes.find(begun.change().id()).orElse(null);
		if (now == null || now.finishedAt() != null) {
			return null;
		}
		return (now.state() == ChangeState.PENDING && failure != null)
				? patience.nextTry(now, provider.deadline(), failure.problem().retryAfter())
				: clock.instant().plus(WHILE_ANOTHER_REPLICA_HAS_IT);
	}

}
