package io.switchgear.security;

import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.ClaimAccessor;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;

/** The client that acts for the subject of a token, as its claims name it. */
final class CarryingClient {

	private CarryingClient() {
	}

	/**
	 * The subject of the claim {@code act} (RFC 8693, section 4.1), otherwise the client
	 * that the token was issued to. Of actors within actors, only the outermost one acts.
	 * Null if the token names none.
	 * @throws InvalidBearerTokenException if a claim is not of its type
	 */
	static @Nullable String of(Jwt token) {
		Object acting = token.getClaim("act");
		if (acting != null && !(acting instanceof Map<?, ?>)) {
			throw notOfItsType("act");
		}
		if (acting instanceof Map<?, ?> actor && actor.get("sub") != null) {
			return text("act.sub", actor.get("sub"));
		}
		String party = text("azp", claim(token, "azp"));
		return (party != null) ? party : text("client_id", claim(token, "client_id"));
	}

	private static @Nullable Object claim(ClaimAccessor token, String name) {
		return token.getClaims().get(name);
	}

	private static @Nullable String text(String claim, @Nullable Object value) {
		if (value != null && !(value instanceof String)) {
			throw notOfItsType(claim);
		}
		return (String) value;
	}

	private static InvalidBearerTokenException notOfItsType(String claim) {
		return new InvalidBearerTokenException("The claim " + claim + " is not of its type");
	}

}
