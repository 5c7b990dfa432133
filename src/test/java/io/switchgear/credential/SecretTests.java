package io.switchgear.credential;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

class SecretTests {

	private static final String VALUE = "1000.QWERTY0987.zxcv";

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "****", "****abcd", "abcd****", "ab***cd", "••••••••", "●●●●1234", "xxxx",
			"XXXXXXXX", "....", "abcd....wxyz", "a...b", "1000…zxcv", "---", "-", "___", "set", "SET", "<set>",
			"[redacted]", "(hidden)", "masked", "Secret", " **** " })
	void takesForMaskedWhatFormsAndProvidersShow(String value) {
		assertThat(Secret.of(value).looksMasked()).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { VALUE, "a", "0", "p*ss", "p**s", "a.b.c", "a..b", "settings", "mysecret", "asset", "xxx",
			"xxxxy", "x-x-x-x", "sk_live_4242", "eyJhbGciOiJIUzI1NiJ9.e30.abc-_" })
	void takesForRealWhatMightBeASecret(String value) {
		assertThat(Secret.of(value).looksMasked()).isFalse();
	}

	@ParameterizedTest
	@CsvSource({ "1000.QWERTY0987.zxcv, 1000…zxcv", "1234567890123456, 1234…3456", "123456789012345, set",
			"short, set" })
	void hintsOnlyAtWhatStaysUnknownAllTheSame(String value, String hint) {
		assertThat(Secret.of(value).hint()).isEqualTo(hint);
	}

	@ParameterizedTest
	@ValueSource(strings = { VALUE, "****zxcv", "1000…zxcv", "1000.Q***", "********", "<redacted>", "set", "",
			"**** (hidden)", "**.***.zxcv" })
	void mayBeWhatIsShown(String shown) {
		assertThat(Secret.of(VALUE).mayBeShownAs(Secret.of(shown))).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "1000.QWERTY0987.zxcw", "****abcd", "2000…zxcv", "1001***" })
	void isNotWhatIsShownWithAnotherBeginningOrEnd(String shown) {
		assertThat(Secret.of(VALUE).mayBeShownAs(Secret.of(shown))).isFalse();
	}

	@Test
	void showsItsValueOnlyWhereItIsAskedTo() {
		Secret secret = Secret.of(VALUE);
		assertThat(secret.reveal()).isEqualTo(VALUE);
		assertThat(secret.toString()).isEqualTo("Secret[***]");
		assertThat("%s".formatted(Map.of("clientSecret", secret))).doesNotContain(VALUE);
		assertThat(JsonMapper.shared().writeValueAsString(Map.of("clientSecret", secret)))
			.isEqualTo("{\"clientSecret\":\"set\"}");
	}

	@Test
	void equalsByValue() {
		assertThat(Secret.of(VALUE)).isEqualTo(Secret.of(VALUE))
			.hasSameHashCodeAs(Secret.of(VALUE))
			.isNotEqualTo(Secret.of("other"));
	}

}
