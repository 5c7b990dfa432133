package io.switchgear.outbound;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoField;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Reads {@code Retry-After} (RFC 9110, section 10.2.3): seconds, also with a fraction,
 * and dates in each of the three forms of section 5.6.7.
 */
final class RetryAfter {

	private static final Duration LONGEST = Duration.ofDays(1);

	private static final Pattern SECONDS = Pattern.compile("([0-9]+)(?:\\.([0-9]+))?");

	private static final int MAX_DIGITS = 18;

	private static final DateTimeFormatter ASCTIME = DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss uuuu",
			Locale.US);

	// A year that looks to be further ahead than 50 years is in the past.
	private static final int YEARS_BACK = 49;

	private RetryAfter() {
	}

	/** Null where the header is absent or makes no sense; at most a day. */
	static @Nullable Duration parse(@Nullable String header, Clock clock) {
		if (header == null) {
			return null;
		}
		String value = header.strip();
		Matcher seconds = SECONDS.matcher(value);
		if (seconds.matches()) {
			return seconds(seconds.group(1), seconds.group(2));
		}
		Instant until = date(value, clock);
		return (until != null) ? clamped(Math.ceilDiv(Duration.between(clock.instant(), until).toMillis(), 1000L))
				: null;
	}

	private static Duration seconds(String whole, @Nullable String fraction) {
		if (whole.length() > MAX_DIGITS) {
			return LONGEST;
		}
		boolean up = fraction != null && fraction.chars().anyMatch((digit) -> digit != '0');
		return clamped(Long.parseLong(whole) + (up ? 1 : 0));
	}

	private static @Nullable Instant date(String value, Clock clock) {
		try {
			if (!value.contains(",")) {
				return LocalDateTime.parse(value, ASCTIME).toInstant(ZoneOffset.UTC);
			}
			return value.contains("-") && value.endsWith("GMT")
					? LocalDateTime.parse(value, rfc850(clock)).toInstant(ZoneOffset.UTC)
					: ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
		}
		catch (DateTimeParseException ex) {
			return null;
		}
	}

	private static DateTimeFormatter rfc850(Clock clock) {
		return new DateTimeFormatterBuilder().appendPattern("EEEE, dd-MMM-")
			.appendValueReduced(ChronoField.YEAR, 2, 2, LocalDateTime.now(clock).getYear() - YEARS_BACK)
			.appendPattern(" HH:mm:ss 'GMT'")
			.toFormatter(Locale.US);
	}

	private static Duration clamped(long seconds) {
		return Duration.ofSeconds(Math.clamp(seconds, 0, LONGEST.toSeconds()));
	}

}
