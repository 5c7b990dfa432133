package io.switchgear.outbound;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Objects;

import io.switchgear.credential.Secret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class CallScopeTests {

	private final VirtualTime time = new VirtualTime();

	private final CallScope scope = CallScope.until(Instant.EPOCH.plusSeconds(10));

	@Test
	void tellsWhatIsLeft() {
		time.pass(Duration.ofSeconds(4));
		assertThat(scope.remaining(time)).isEqualTo(Duration.ofSeconds(6));
		time.pass(Duration.ofSeconds(7));
		assertThat(scope.remaining(time)).isZero();
	}

	@Test
	void canOnlyBeShortened() {
		assertThat(scope.noLaterThan(Instant.EPOCH.plusSeconds(3)).deadline()).isEqualTo(Instant.EPOCH.plusSeconds(3));
		assertThat(scope.noLaterThan(Instant.MAX).deadline()).isEqualTo(scope.deadline());
	}

	@Test
	void countsAndConcealsTogetherWithItsShorterForms() {
		CallScope shorter = scope.noLaterThan(Instant.EPOCH);
		shorter.countRequest(true);
		scope.countRequest(false);
		shorter.conceal(Secret.of("open sesame"));
		assertThat(scope.sent()).isEqualTo(new Sent(1, 2));
		assertThat(scope.redacted("Say open sesame!")).isEqualTo("Say [redacted]!");
	}

	@ParameterizedTest
	@ValueSource(strings = { "1000.ABCDEFGH", "1000.ABCDEFGH.TAIL" })
	void leavesNothingOfASecretThatHoldsAnother(String first) {
		scope.conceal(Secret.of(first));
		scope.conceal(Secret.of("1000.ABCDEFGH.TAIL"));
		scope.conceal(Secret.of("1000.ABCDEFGH"));
		scope.conceal(Secret.of("TAIL.OTHER"));
		assertThat(scope.redacted("a 1000.ABCDEFGH.TAIL b")).isEqualTo("a [redacted] b");
		assertThat(scope.redacted("a 1000.ABCDEFGH.TAIL.OTHER b")).isEqualTo("a [redacted] b");
		assertThat(scope.redacted("a 1000.ABCDEFGH b")).isEqualTo("a [redacted] b");
	}

	@ParameterizedTest
	@ValueSource(strings = { "p/q+r é\"&<s>\\", // as it is
			"p%2Fq%2Br+%C3%A9%22%26%3Cs%3E%5C", "p%2fq%2br%20%c3%a9%22%26%3cs%3e%5c", // URLs
			"p/q+r%20%C3%A9%22&%3Cs%3E%5C", "p%252Fq%252Br%2520%25C3%25A9%2522%2526%253Cs%253E%255C", // other
																										// URLs
			"p/q+r é\\\"&<s>\\\\", "p\\/q+r \\u00e9\\\"\\u0026\\u003Cs\\u003e\\\\", // JSON
			"p/q+r é&quot;&amp;&lt;s&gt;\\", "p&#47;q&#43;r&#32;&#233;&#34;&#38;&#60;s&#62;&#92;",
			"p&#x2F;q&#x2b;r &#xE9;&#x22;&amp;&#x3c;s&#x3E;&#x5C;", // HTML
			"cC9xK3Igw6kiJjxzPlw=", "cC9xK3Igw6kiJjxzPlw", "cC9xK3Igw6kiJjxzPlw%3D" })
	void concealsSecretsInTheUsualEncodings(String encoded) {
		scope.conceal(Secret.of("p/q+r é\"&<s>\\"));
		assertThat(scope.redacted("In " + encoded + " it is")).isEqualTo("In [redacted] it is");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "u:", "us:", "use:" })
	void concealsSecretsWithinBase64(String before) {
		Secret secret = Secret.of("Correct?Horse>Battery");
		scope.conceal(secret);
		byte[] basic = (before + secret.reveal() + "!").getBytes(StandardCharsets.UTF_8);
		for (Base64.Encoder encoder : List.of(Base64.getEncoder(), Base64.getUrlEncoder())) {
			String shown = Objects.requireNonNull(scope.redacted("Basic " + encoder.encodeToString(basic)));
			assertThat(shown).contains("[redacted]").hasSizeLessThan(30);
		}
	}

	@Test
	void concealsLongSecretsInLongTexts() {
		String secret = "aB3%".repeat(1000);
		scope.conceal(Secret.of(secret));
		assertThat(scope.redacted("x".repeat(200_000) + secret + "a%61".repeat(10_000)))
			.isEqualTo("x".repeat(200_000) + "[redacted]" + "a%61".repeat(10_000));
	}

	@Test
	void leavesTextAloneThatHoldsNoSecret() {
		scope.conceal(Secret.of(""));
		scope.conceal(Secret.of("id"));
		assertThat(scope.redacted("invalid id")).isEqualTo("invalid id");
		assertThat(scope.redacted(null)).isNull();
	}

	@Test
	void isBoundWhileItsWorkRuns() {
		assertThat(scope.<CallScope>run(CallScope::current)).isSameAs(scope);
		assertThatIllegalStateException().isThrownBy(CallScope::current);
	}

}
