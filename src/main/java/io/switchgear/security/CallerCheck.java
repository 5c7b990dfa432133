package io.switchgear.security;

import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.core.convert.converter.Converter;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationProvider;

/**
 * Turns a token into a caller, or refuses it. Whatever an issuer signs, such as a list in
 * place of a name, is at worst a bad token and never a defect.
 */
record CallerCheck(JwtDecoder checked, Converter<Jwt, ? extends AbstractAuthenticationToken> named) {

	private static final int MAX_NAME = 255;

	AuthenticationManager verification(RememberedCallers known) {
		JwtAuthenticationProvider verifying = new JwtAuthenticationProvider(decoder());
		verifying.setJwtAuthenticationConverter(converter());
		return new TokenVerification(verifying::authenticate, known);
	}

	private JwtDecoder decoder() {
		return (token) -> {
			try {
				return checked.decode(token);
			}
			catch (ClassCastException | IllegalArgumentException ex) {
				throw new BadJwtException("A header or claim is not of its type", ex);
			}
		};
	}

	private Converter<Jwt, AbstractAuthenticationToken> converter() {
		return (token) -> {
			try {
				checkConfirmation(token.getClaim("cnf"));
				AbstractAuthenticationToken caller = named.convert(token);
				checkName((caller != null) ? caller.getName() : "");
				return caller;
			}
			catch (ClassCastException | IllegalArgumentException ex) {
				throw new InvalidBearerTokenException("A claim is not of its type", ex);
			}
		};
	}

	/**
	 * A token that is bound to a key of its caller (RFC 9449) proves nothing if it comes
	 * without that proof.
	 */
	private static void checkConfirmation(@Nullable Object confirmation) {
		if (confirmation == null) {
			return;
		}
		if (!(confirmation instanceof Map<?, ?> methods)) {
			throw new InvalidBearerTokenException("The claim cnf is not of its type");
		}
		if (methods.get("jkt") != null) {
			throw new InvalidBearerTokenException("The token is bound to a key that the caller has not proved to have");
		}
	}

	/**
	 * Callers whose name cannot be written down as it is could be held to nothing; those
	 * without a name would share idempotency keys.
	 */
	private static void checkName(String name) {
		if (name.isBlank()) {
			throw new InvalidBearerTokenException("The claim that names the caller is missing or blank");
		}
		if (name.codePointCount(0, name.length()) > MAX_NAME) {
			throw new InvalidBearerTokenException(
					"The claim that names the caller is over %d characters".formatted(MAX_NAME));
		}
		if (!name.codePoints().allMatch(OneLine::isPlain)) {
			throw new InvalidBearerTokenException("The claim that names the caller has control characters");
		}
	}

}
