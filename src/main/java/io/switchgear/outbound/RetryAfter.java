package io.switchgear.outbound;

import java.time.Clock;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;

import org.jspecify.annotations.Nullable;

/** Reads {@code Retry-After} (RFC 9110, section 10.2.3) in both its forms. */
final class RetryAfter {

	private static final Duration LONGEST = Duration.ofDays(1);

	private static final int MOST_DIGITS = 18;

	private RetryAfter() {
	}

	/** Null where the header is absent or makes no sense; at most a day. */
	static @Nullable Duration parse(@Nullable String header, Clock clock) {
		if (header == null) {
			return null;
		}
		String value = header.strip();
		if (!value.isEmpty() && value.chars().allMatch((digit) -> digit >= '0' && digit <= '9')) {
			return (value.length() > MOST_DIGITS) ? LONGEST : clamped(Long.parseLong(value));
		}
		try {
			ZonedDateTime at = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME);
			return clamped(Math.ceilDiv(Duration.between(clock.instant(), at).toMillis(), 1000L));
		}
		catch (DateTimeParseException ex) {
			return null;
		}
	}

	private static Duration clamped(long seconds) {
		return Duration.ofSeconds(Math.clamp(seconds, 0, LONGEST.toSeconds()));
	}

}
