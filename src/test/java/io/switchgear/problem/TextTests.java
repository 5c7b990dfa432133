package io.switchgear.problem;

import io.switchgear.credential.Secret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class TextTests {

	private static final String EMOJI = "\ud83d\ude00";

	@ParameterizedTest
	@ValueSource(strings = { "", "incident 4711", "Zoë", "a\u00a0b", EMOJI, "\u200b", "\ufffd" })
	void storesWholeCharacters(String text) {
		assertThat(Text.isStorable(text)).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "\u0000", "a\n", "\u007f", "\u0085", "\ud83d", "a\ude00b", "\ude00\ud83d" })
	void storesNoControlCharactersAndNoHalves(String text) {
		assertThat(Text.isStorable(text)).isFalse();
		assertThat(Text.isVerbatim(text)).isFalse();
		assertThat(Text.isStorable(Text.replaced(text))).isTrue();
	}

	@Test
	void cutsBetweenCharacters() {
		assertThat(Text.cut("x".repeat(498) + EMOJI.repeat(9), 500)).isEqualTo("x".repeat(498) + EMOJI + "…");
		assertThat(Text.cut(EMOJI.repeat(500), 500)).isEqualTo(EMOJI.repeat(500));
		assertThat(Text.cut(EMOJI.repeat(501), 500)).isEqualTo(EMOJI.repeat(499) + "…");
	}

	@ParameterizedTest
	@ValueSource(ints = { 97, 98, 99, 100, 497, 498, 499, 500, 501 })
	void showsWhatAProviderSaidInWholeCharactersWhereverItIsCut(int length) {
		String text = "x".repeat(length) + EMOJI.repeat(3);
		ProviderAnswer answer = new ProviderAnswer("rootfi", 500, text, text, text);
		assertThat(new String[] { answer.code(), answer.message(), answer.requestId() }).allMatch(Text::isStorable);
		assertThat(Secret.of(EMOJI.repeat(20) + text).hint()).matches(Text::isStorable);
		assertThat(Secret.of("abc" + text + "abc").hint()).isEqualTo("abcx…" + EMOJI + "abc");
		assertThat(Secret.of(text + "\ud83d").hint()).isEqualTo("set");
	}

}
