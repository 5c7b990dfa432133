package io.switchgear.change;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import io.switchgear.outbound.Holds;
import io.switchgear.problem.Problem;
import io.switchgear.problem.ProblemCode;
import io.switchgear.problem.ProblemException;
import io.switchgear.provider.Provider;
import io.switchgear.provider.Providers;
import org.jspecify.annotations.Nullable;

/** Whether a request may become a change, and how long it may take. */
final class Admission {

	private final Providers providers;

	private final Holds holds;

	private final QueueBell bell;

	private final ChangeProperties properties;

	private final Clock clock;

	Admission(Providers providers, Holds holds, QueueBell bell, ChangeProperties properties, Clock clock) {
		this.providers = providers;
		this.holds = holds;
		this.bell = bell;
		this.properties = properties;
		this.clock = clock;
	}

	/**
	 * The provider that the request is about.
	 * @throws ProblemException if the provider cannot do what is asked for
	 */
	Provider check(ChangeRequest request) {
		Provider provider = providers.get(request.integration().provider());
		provider.check(request.patch().desired());
		return provider;
	}

	/**
	 * Refuses calls that somebody waits for while the provider is on hold.
	 * @throws ProblemException with {@code provider.on-hold}
	 */
	void refuseOnHold(String provider) {
		holds.of(provider).ifPresent((hold) -> {
			throw Problem
				.of(ProblemCode.PROVIDER_ON_HOLD,
						"%s is on hold since %s: %s".formatted(provider, hold.since(), hold.reason()))
				.withRetryAfter(left(hold.until()))
				.asException();
		});
	}

	private @Nullable Duration left(@Nullable Instant until) {
		Instant now = clock.instant();
		return (until != null && until.isAfter(now)) ? Duration.between(now, until) : null;
	}

	/** As long as the caller waits, but no longer than the provider is given. */
	Instant deadlineOf(ChangeRequest request, Provider provider) {
		Duration wait = request.longestWait();
		boolean shorter = wait != null && wait.compareTo(provider.deadline()) < 0;
		return clock.instant().plus(shorter ? wait : provider.deadline());
	}

	/** How long a change is leased that has to be done by then. */
	Duration leaseUntil(Instant deadline) {
		Duration left = Duration.between(clock.instant(), deadline);
		return (left.isNegative() ? Duration.ZERO : left).plus(properties.leaseMargin());
	}

	/** How long a change is tried in the background. */
	Duration patience() {
		return properties.patience();
	}

	/** Tells this replica that there is work in the background. */
	void announce(Change change) {
		bell.ring(change.integration().provider());
	}

	Pause pauseFor(Duration longest) {
		return Pause.until(clock.instant().plus(longest), clock);
	}

	Pause pauseUntil(Instant deadline, Duration longest) {
		Instant end = clock.instant().plus(longest);
		return Pause.until(end.isBefore(deadline) ? end : deadline, clock);
	}

}
