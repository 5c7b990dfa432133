package io.switchgear.change;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

import io.switchgear.change.apply.Attempt;
import io.switchgear.change.apply.ChangeRunner;
import io.switchgear.connector.IntegrationRef;
import io.switchgear.idempotency.IdempotencyKey;
import io.switchgear.integration.ExpectedVersion;
import io.switchgear.integration.IntegrationDetails;
import io.switchgear.jdbc.Page;
import io.switchgear.outbound.CallScope;
import io.switchgear.problem.Problem;
import io.switchgear.problem.ProblemCode;
import io.switchgear.problem.ProblemException;
import io.switchgear.provider.Provider;
import io.switchgear.security.Actor;
import org.jspecify.annotations.Nullable;

/** Applies changes, and knows those that were. */
public final class Changes {

	private static final Duration MAX_WAIT_FOR_OTHERS = Duration.ofSeconds(2);

	private final Admission admission;

	private final Intake intake;

	private final Waiting waiting;

	private final ChangeRunner runner;

	private final History history;

	Changes(Admission admission, Intake intake, Waiting waiting, ChangeRunner runner, History history) {
		this.admission = admission;
		this.intake = intake;
		this.waiting = waiting;
		this.runner = runner;
		this.history = history;
	}

	/**
	 * Applies a change and waits until it has ended. Nothing is sent to the provider
	 * before the change is written down, and if only the gateway's own data change,
	 * nothing is sent at all.
	 * @return the integration as confirmed
	 * @throws ProblemException if it was refused or failed; with a {@code changeId} if it
	 * had begun
	 */
	public IntegrationDetails apply(ChangeRequest request) {
		Provider provider = admission.check(request);
		CallScope scope = CallScope.until(admission.deadlineOf(request, provider));
		if (request.patch().desired().isEmpty()) {
			return whenItsTurn(request, scope, () -> intake.edit(request));
		}
		admission.refuseOnHold(provider.name());
		Duration lease = admission.leaseUntil(scope.deadline());
		Attempt attempt = whenItsTurn(request, scope, () -> provider
			.admit(() -> intake.begin(request, lease).map((begun) -> runner.run(begun, scope, request.origin()))));
		return switch (attempt) {
			case Attempt.Confirmed confirmed -> confirmed.integration();
			case Attempt.Failed failed -> throw failed.problem();
			case Attempt.Postponed postponed -> throw postponed.problem();
			case Attempt.LeftToRecovery left -> throw left.problem();
			case Attempt.HeldElsewhere elsewhere -> history.outcomeOf(elsewhere.change());
		};
	}

	/**
	 * Accepts a change that is applied in the background: again and again through outages
	 * until it succeeds, fails for good or its time is up. It survives this process.
	 * @throws ProblemException if it was refused
	 */
	public Change submit(ChangeRequest request) {
		admission.check(request);
		Change change = intake.add(request, admission.patience());
		admission.announce(change);
		return change;
	}

	/**
	 * Forgets an integration and its stored credentials; its history stays. The provider
	 * is not called.
	 * @throws ProblemException with {@code integration.not-found},
	 * {@code integration.changed-meanwhile}, or {@code change.in-progress} while a change
	 * of it waits or is being applied
	 */
	public void forget(IntegrationRef ref, @Nullable ExpectedVersion expectedVersion, ChangeRequest.Origin origin,
			@Nullable IdempotencyKey key) {
		intake.forget(ref, expectedVersion, origin, key);
	}

	/** Waits until a change has ended, at most that long; the change as it is then. */
	public Change await(UUID id, Duration longest) {
		Pause pause = admission.pauseFor(longest);
		Change change = get(id);
		while (change.finishedAt() == null && pause.take()) {
			change = get(id);
		}
		return change;
	}

	/**
	 * Withdraws a change that has not started.
	 * @param by who withdraws it
	 * @throws ProblemException with {@code change.not-cancellable}
	 */
	public Change cancel(Change change, Actor by) {
		return waiting.cancel(change, by);
	}

	/**
	 * The change of that id.
	 * @throws ProblemException with {@code change.not-found}
	 */
	public Change get(UUID id) {
		return history.get(id);
	}

	/** Newest first. */
	public Page<Change> list(ChangeFilter filter, @Nullable UUID before, int limit) {
		return history.list(filter, before, limit);
	}

	/**
	 * Looks whether others have ended before it tries again, since a try locks the row.
	 */
	private <T> T whenItsTurn(ChangeRequest request, CallScope scope, Supplier<Optional<T>> attempt) {
		Pause pause = admission.pauseUntil(scope.deadline(), MAX_WAIT_FOR_OTHERS);
		Optional<T> begun = attempt.get();
		while (begun.isEmpty()) {
			Optional<UUID> other = Optional.empty();
			boolean looks = true;
			while (looks) {
				if (!pause.take()) {
					throw inProgress(request, other.or(() -> intake.inTheWayOf(request)));
				}
				other = intake.inTheWayOf(request);
				looks = other.isPresent();
			}
			begun = attempt.get();
		}
		return begun.get();
	}

	private static ProblemException inProgress(ChangeRequest request, Optional<UUID> other) {
		Problem problem = Problem
			.of(ProblemCode.CHANGE_IN_PROGRESS,
					"%s of %s is being applied, or waits and must not be overtaken"
						.formatted(other.map((id) -> "Change " + id).orElse("Another change"), request.integration()))
			.withRetryAfter(Duration.ofSeconds(1));
		return other.map((id) -> problem.withChangeId(id.toString())).orElse(problem).asException();
	}

}
