package io.switchgear.security;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.server.resource.BearerTokenErrors;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;
import org.springframework.security.web.authentication.AuthenticationConverter;

/**
 * Reads the token from the header {@code Authorization} (RFC 6750, section 2.1). It takes
 * and refuses what Spring Security's own converter does, which matches each token against
 * a regular expression.
 */
final class BearerHeader implements AuthenticationConverter {

	private static final String SCHEME = "Bearer";

	private static final String PREFIX = SCHEME + " ";

	@Override
	public @Nullable Authentication convert(HttpServletRequest request) {
		String header = request.getHeader(HttpHeaders.AUTHORIZATION);
		if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
			return null;
		}
		if (!header.regionMatches(true, 0, PREFIX, 0, PREFIX.length()) || !isToken(header, PREFIX.length())) {
			throw new OAuth2AuthenticationException(BearerTokenErrors.invalidToken("Bearer token is malformed"));
		}
		return new BearerTokenAuthenticationToken(header.substring(PREFIX.length()));
	}

	/** At least one character of base64 or base64url, then any number of {@code =}. */
	private static boolean isToken(String header, int start) {
		int end = start;
		while (end < header.length() && isOfToken(header.charAt(end))) {
			end++;
		}
		int padding = end;
		while (padding < header.length() && header.charAt(padding) == '=') {
			padding++;
		}
		return end > start && padding == header.length();
	}

	private static boolean isOfToken(char character) {
		return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z')
				|| (character >= '0' && character <= '9') || "-._~+/".indexOf(character) >= 0;
	}

}
