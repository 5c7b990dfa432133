package io.switchgear.security;

import java.util.List;

import org.springframework.security.web.header.Header;
import org.springframework.security.web.header.HeaderWriterFilter;
import org.springframework.security.web.header.writers.HstsHeaderWriter;
import org.springframework.security.web.header.writers.StaticHeadersWriter;

/** The headers that Spring Security sends by default, as one list. */
final class SecurityHeaders {

	private static final List<Header> ALL = List.of(new Header("X-Content-Type-Options", "nosniff"),
			new Header("X-XSS-Protection", "0"),
			new Header("Cache-Control", "no-cache, no-store, max-age=0, must-revalidate"),
			new Header("Pragma", "no-cache"), new Header("Expires", "0"), new Header("X-Frame-Options", "DENY"));

	private SecurityHeaders() {
	}

	static HeaderWriterFilter filter() {
		HeaderWriterFilter filter = new HeaderWriterFilter(
				List.of(new StaticHeadersWriter(ALL), new HstsHeaderWriter()));
		// Otherwise the filter writes its headers when the request's thread is done. By
		// then another one may be writing a stream to the same response.
		filter.setShouldWriteHeadersEagerly(true);
		return filter;
	}

}
