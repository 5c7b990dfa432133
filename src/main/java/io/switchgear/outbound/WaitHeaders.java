package io.switchgear.outbound;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/**
 * Where a provider that limits the rate says how long to wait. {@code Retry-After} is
 * always read, and comes first.
 *
 * @param after a header with seconds or a date, as in {@code Retry-After}
 * @param at a header with a moment in seconds since 1970
 */
public record WaitHeaders(@Nullable String after, @Nullable String at) {

	static final WaitHeaders STANDARD = new WaitHeaders(null, null);

	private static final int THROTTLED = 429;

	private static final int MAX_DIGITS = 12;

	/**
	 * Null if nothing is asked for. Headers of a provider's own are on each of its
	 * answers, so they count only if it limits the rate.
	 */
	@Nullable Duration in(int status, HttpHeaders headers, Clock clock) {
		Duration asked = RetryAfter.parse(headers.getFirst(HttpHeaders.RETRY_AFTER), clock);
		if (asked != null || status != THROTTLED) {
			return asked;
		}
		Duration own = (after != null) ? RetryAfter.parse(headers.getFirst(after), clock) : null;
		String moment = (own == null && at != null) ? headers.getFirst(at) : null;
		return (moment != null) ? until(moment.strip(), clock) : own;
	}

	private static @Nullable Duration until(String moment, Clock clock) {
		boolean seconds = !moment.isEmpty() && moment.length() <= MAX_DIGITS
				&& moment.chars().allMatch((digit) -> digit >= '0' && digit <= '9');
		if (!seconds) {
			return null;
		}
		long left = Duration.between(clock.instant(), Instant.ofEpochSecond(Long.parseLong(moment))).toSeconds() + 1;
		return RetryAfter.parse(Long.toString(Math.max(0, left)), clock);
	}

}
