package io.switchgear.console.login;

import java.util.List;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.security.oauth2.core.OAuth2AuthorizationException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** What an issuer may send with a refresh. */
class NextIdTokenTests {

	private static final String OLD = token("https://login.example", "olga", "console");

	@Test
	void takesTheOneThatWasSent() {
		String next = token("https://login.example", "olga", "another", "console");
		assertThat(NextIdToken.of(next, OLD)).isEqualTo(next);
	}

	@Test
	void keepsTheOldOneIfNoneWasSent() {
		assertThat(NextIdToken.of(null, OLD)).isEqualTo(OLD);
	}

	@ParameterizedTest
	@CsvSource({ "https://other.example, olga, console", "https://login.example, mallory, console",
			"https://login.example, olga, another" })
	void refusesTheOneOfAnotherLogin(String issuer, String subject, String audience) {
		refuses(token(issuer, subject, audience));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "x", "a.b.c", "e30.e30.", "{}" })
	void refusesWhatIsNone(String token) {
		refuses(token);
	}

	private static void refuses(String token) {
		assertThatExceptionOfType(OAuth2AuthorizationException.class).isThrownBy(() -> NextIdToken.of(token, OLD))
			.satisfies((ex) -> assertThat(ex.getError().getErrorCode()).isEqualTo(NextIdToken.INVALID))
			.withMessageNotContaining("mallory");
	}

	private static String token(String issuer, String subject, String... audience) {
		return new PlainJWT(
				new JWTClaimsSet.Builder().issuer(issuer).subject(subject).audience(List.of(audience)).build())
			.serialize();
	}

}
