package io.switchgear.console.login;

import java.text.ParseException;
import java.util.Objects;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.JWTParser;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.OAuth2AuthorizationException;
import org.springframework.security.oauth2.core.OAuth2Error;

/**
 * The ID token that a refresh brings. Some issuers know a login by its latest one alone.
 */
final class NextIdToken {

	/** The error of one that belongs to another login. */
	static final String INVALID = "invalid_id_token";

	private NextIdToken() {
	}

	/**
	 * The new token, or the old one if there is none. It came from the issuer itself, so
	 * its signature proves nothing more (OpenID Connect Core, sections 3.1.3.7 and 12.2).
	 * @throws OAuth2AuthorizationException if the new one is not of the same person,
	 * issuer and client
	 */
	static String of(@Nullable Object given, String old) {
		if (given == null) {
			return old;
		}
		String next = given.toString();
		if (!belongTogether(claims(old), claims(next))) {
			throw invalid("The ID token is of another login");
		}
		return next;
	}

	private static boolean belongTogether(JWTClaimsSet old, JWTClaimsSet next) {
		return Objects.equals(old.getIssuer(), next.getIssuer()) && Objects.equals(old.getSubject(), next.getSubject())
				&& next.getAudience().containsAll(old.getAudience());
	}

	private static JWTClaimsSet claims(String token) {
		try {
			JWTClaimsSet claims = JWTParser.parse(token).getJWTClaimsSet();
			if (claims != null) {
				return claims;
			}
		}
		catch (ParseException ex) {
			// Its message has parts of the token.
		}
		throw invalid("The ID token cannot be read");
	}

	private static OAuth2AuthorizationException invalid(String description) {
		return new OAuth2AuthorizationException(new OAuth2Error(INVALID, description, null));
	}

}
