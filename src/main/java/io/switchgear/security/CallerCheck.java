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
				checkName("The claim that names the caller", (caller != null) ? caller.getName() : "");
				String client = CarryingClient.of(token);
				if (client != null) {
					checkName("The claim that names the client", client);
				}
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

	private static void checkName(String claim, String name) {
		if (name.isBlank()) {
			throw new InvalidBearerTokenException(claim + " is missing or blank");
		}
		if (!CallerName.isUsable(name)) {
			throw new InvalidBearerTokenException(
					"%s is over %d characters, or has control characters".formatted(claim, CallerName.MAX_LENGTH));
		}
	}

}
