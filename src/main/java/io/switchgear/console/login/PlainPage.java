package io.switchgear.console.login;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.util.HtmlUtils;

/**
 * A page with one link, for where the console itself cannot be shown.
 *
 * @param root the way to {@code /console/} from where the page is, such as {@code ../}
 * @param follow whether the browser is to follow the link by itself
 */
public record PlainPage(String title, String text, String link, String href, String root, boolean follow) {

	/**
	 * Goes on from here. A browser sends the strict cookie only with navigations that
	 * begin at a page of this site; a redirect would count for the site it came from.
	 */
	public static PlainPage leadingTo(String href, String root) {
		return new PlainPage("Switchgear", "The console opens.", "Open the console", href, root, true);
	}

	public static PlainPage saying(String title, String text, String link, String href, String root) {
		return new PlainPage(title, text, link, href, root, false);
	}

	public void write(int status, HttpServletResponse response) throws IOException {
		byte[] content = html().getBytes(StandardCharsets.UTF_8);
		response.setStatus(status);
		response.setContentType(MediaType.TEXT_HTML_VALUE + ";charset=UTF-8");
		response.setHeader(HttpHeaders.CACHE_CONTROL, CacheControl.noStore().getHeaderValue());
		response.setContentLength(content.length);
		response.getOutputStream().write(content);
	}

	private String html() {
		String script = follow ? "<script type=\"module\" src=\"%sfollow.js\"></script>\n".formatted(root) : "";
		return """
				<!DOCTYPE html>
				<html lang="en">
				<head>
				<meta charset="utf-8">
				<meta name="viewport" content="width=device-width, initial-scale=1">
				<title>%1$s</title>
				<link rel="icon" href="data:,">
				<link rel="stylesheet" href="%5$sconsole.css">
				%6$s</head>
				<body class="plain">
				<main>
				<h1>%1$s</h1>
				<p>%2$s</p>
				<p><a id="go" href="%4$s">%3$s</a></p>
				</main>
				</body>
				</html>
				""".formatted(HtmlUtils.htmlEscape(title), HtmlUtils.htmlEscape(text), HtmlUtils.htmlEscape(link),
				HtmlUtils.htmlEscape(href), root, script);
	}

}
