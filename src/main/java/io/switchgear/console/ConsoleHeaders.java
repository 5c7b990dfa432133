package io.switchgear.console;

import java.util.List;

import org.springframework.security.web.header.Header;
import org.springframework.security.web.header.HeaderWriterFilter;
import org.springframework.security.web.header.writers.HstsHeaderWriter;
import org.springframework.security.web.header.writers.StaticHeadersWriter;

/** What pages of the console tell the browser to refuse: all that they do not need. */
final class ConsoleHeaders {

	private static final String POLICY = String.join("; ", "default-src 'none'", "script-src 'self'",
			"style-src 'self'", "img-src 'self' data:", "connect-src 'self'", "form-action 'self'", "base-uri 'none'",
			"frame-ancestors 'none'", "require-trusted-types-for 'script'");

	private static final List<Header> ALL = List.of(new Header("Content-Security-Policy", POLICY),
			new Header("X-Content-Type-Options", "nosniff"), new Header("X-Frame-Options", "DENY"),
			new Header("Referrer-Policy", "no-referrer"), new Header("Cross-Origin-Opener-Policy", "same-origin"),
			new Header("Cross-Origin-Resource-Policy", "same-origin"),
			new Header("Permissions-Policy", "camera=(), geolocation=(), microphone=()"));

	private ConsoleHeaders() {
	}

	static HeaderWriterFilter filter() {
		HeaderWriterFilter filter = new HeaderWriterFilter(
				List.of(new StaticHeadersWriter(ALL), new HstsHeaderWriter()));
		filter.setShouldWriteHeadersEagerly(true);
		return filter;
	}

}
