package io.switchgear.http;

import java.util.Arrays;
import java.util.stream.Collectors;

import io.swagger.v3.oas.annotations.Hidden;
import io.switchgear.problem.Problem;
import io.switchgear.problem.ProblemCode;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.HtmlUtils;

/** What the {@code type} of a problem leads to: a page for a person. */
@Hidden
@RestController
class ProblemPages {

	@GetMapping(path = "/problems", produces = MediaType.TEXT_HTML_VALUE)
	String all() {
		return page("Problems",
				Arrays.stream(ProblemCode.values())
					.map((code) -> "<li><a href=\"/problems/%1$s\">%1$s</a> (%2$d): %3$s</li>".formatted(code.code(),
							code.status(), HtmlUtils.htmlEscape(code.title())))
					.collect(Collectors.joining("\n", "<ul>\n", "\n</ul>")));
	}

	@GetMapping(path = "/problems/{code}", produces = MediaType.TEXT_HTML_VALUE)
	String one(@PathVariable String code) {
		ProblemCode known = ProblemCode.of(code)
			.orElseThrow(() -> Problem.of(ProblemCode.REQUEST_NOT_FOUND, "There is no such code").asException());
		return page(known.title(), """
				<dl>
				<dt>Code</dt><dd><code>%s</code></dd>
				<dt>Status</dt><dd>%d</dd>
				<dt>Blame</dt><dd>%s</dd>
				<dt>Retryable</dt><dd>%s</dd>
				<dt>Cause</dt><dd>%s</dd>
				<dt>Remedy</dt><dd>%s</dd>
				</dl>""".formatted(known.code(), known.status(), known.blame().wireName(),
				known.retryable() ? "yes" : "no", html(known.cause()), html(known.remedy())));
	}

	private static String page(String title, String content) {
		return """
				<!DOCTYPE html>
				<html lang="en">
				<head><meta charset="utf-8"><title>%1$s</title></head>
				<body>
				<h1>%1$s</h1>
				%2$s
				</body>
				</html>
				""".formatted(HtmlUtils.htmlEscape(title), content);
	}

	private static String html(String markdown) {
		return HtmlUtils.htmlEscape(markdown).replaceAll("`([^`]+)`", "<code>$1</code>");
	}

}
