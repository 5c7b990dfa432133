package io.switchgear.outbound;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class RetryAfterTests {

	private static final Clock clock = Clock.fixed(Instant.parse("2026-11-22T10:00:00.250Z"), ZoneOffset.UTC);

	@ParameterizedTest
	@CsvSource({ "0, 0", "1, 1", "' 120 ', 120", "86400, 86400", "007, 7", "1.5, 2", "0.0, 0", "0.001, 1",
			"86399.9, 86400", "1.99999999999999999999999, 2" })
	void readsSeconds(String header, long seconds) {
		assertThat(parse(header)).isEqualTo(Duration.ofSeconds(seconds));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			Sun, 22 Nov 2026 10:00:01 GMT | 1
			Sun, 22 Nov 2026 10:00:30 GMT | 30
			Sun, 22 Nov 2026 10:00:00 GMT | 0
			Sun, 22 Nov 2026 09:00:00 GMT | 0
			Thu, 1 Jan 1970 00:00:00 GMT | 0
			Sunday, 22-Nov-26 10:00:30 GMT | 30
			Sunday, 06-Nov-94 08:49:37 GMT | 0
			Wednesday, 22-Nov-62 10:00:30 GMT | 86400
			Sun Nov 22 10:00:30 2026 | 30
			Sun Nov  6 08:49:37 1994 | 0
			""")
	void readsDatesAndRoundsUp(String header, long seconds) {
		assertThat(parse(header)).isEqualTo(Duration.ofSeconds(seconds));
	}

	@ParameterizedTest
	@ValueSource(strings = { "86401", "999999999999999999", "99999999999999999999999999",
			"99999999999999999999999999.5", "86400.1", "Fri, 31 Dec 9999 23:59:59 GMT" })
	void takesNothingForLongerThanADay(String header) {
		assertThat(parse(header)).isEqualTo(Duration.ofDays(1));
	}

	@ParameterizedTest
	@NullSource
	@ValueSource(strings = { "", "  ", "-5", "+5", "1.", ".5", "1,5", "1.5.2", "1e3", "soon", "٣", "1, 2",
			"2026-11-22T10:00:30Z", "Sun, 22 Nov 2026", "Mon, 22 Nov 2026 10:00:30 GMT",
			"Monday, 22-Nov-26 10:00:30 GMT", "Sunday, 22-Nov-2026 10:00:30 GMT", "Mon Nov 22 10:00:30 2026" })
	void readsNothingIntoWhatMakesNoSense(@Nullable String header) {
		assertThat(parse(header)).isNull();
	}

	@Test
	void readsDatesInOtherZones() {
		assertThat(parse("Sun, 22 Nov 2026 11:01:00 +0100")).isEqualTo(Duration.ofSeconds(60));
	}

	private static @Nullable Duration parse(@Nullable String header) {
		return RetryAfter.parse(header, clock);
	}

}
