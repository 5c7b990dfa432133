package io.switchgear.http;

import io.switchgear.problem.ProblemCode;
import io.switchgear.problem.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ProblemPagesTests {

	private final ProblemPages pages = new ProblemPages();

	@ParameterizedTest
	@EnumSource
	void explainEachCode(ProblemCode code) {
		assertThat(pages.one(code.code())).contains("<code>" + code.code() + "</code>",
				"<dd>" + code.status() + "</dd>", "<dd>" + code.blame().wireName() + "</dd>");
		assertThat(pages.all()).contains("href=\"/problems/" + code.code() + "\"");
	}

	@Test
	void turnMarkdownIntoHtmlAndNothingElse() {
		assertThat(pages.one("request.invalid")).contains("<code>errors</code>").doesNotContain("`");
		assertThat(pages.one("credentials.masked")).contains("<code>****abcd</code>");
	}

	@Test
	void knowNoOtherCode() {
		assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> pages.one("<script>"))
			.extracting(ProblemException::code)
			.isEqualTo(ProblemCode.REQUEST_NOT_FOUND);
	}

}
