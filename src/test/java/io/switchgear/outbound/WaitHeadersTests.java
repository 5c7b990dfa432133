package io.switchgear.outbound;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.HttpHeaders;

import static org.assertj.core.api.Assertions.assertThat;

class WaitHeadersTests {

	private static final Clock CLOCK = Clock.fixed(Instant.ofEpochSecond(1_000_000), ZoneOffset.UTC);

	private static final WaitHeaders OWN = new WaitHeaders("X-Wait", "X-Reset");

	@ParameterizedTest
	@CsvSource({ "429,Retry-After,7,7", "503,Retry-After,7,7", "429,X-Wait,30,30", "429,X-Reset,1000020,21",
			"429,X-Reset,999000,0", "503,X-Wait,30,", "403,X-Reset,1000020,", "429,X-Reset,soon,", "429,X-Reset,-1,",
			"429,X-Reset,99999999999999,", "429,X-Other,5," })
	void readsTheHeadersOfAProvider(int status, String name, String value, Integer seconds) {
		HttpHeaders headers = new HttpHeaders();
		headers.set(name, value);
		assertThat(OWN.in(status, headers, CLOCK)).isEqualTo((seconds != null) ? Duration.ofSeconds(seconds) : null);
	}

	@ParameterizedTest
	@CsvSource({ "X-Wait", "X-Reset" })
	void prefersTheStandardOne(String other) {
		HttpHeaders headers = new HttpHeaders();
		headers.set(other, "1000030");
		headers.set(HttpHeaders.RETRY_AFTER, "2");
		assertThat(OWN.in(429, headers, CLOCK)).isEqualTo(Duration.ofSeconds(2));
	}

}
