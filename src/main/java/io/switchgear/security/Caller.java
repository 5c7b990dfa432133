package io.switchgear.security;

import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.security.authorization.AuthorizationDeniedException;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;

/**
 * Who is calling. A controller method gets it as a parameter.
 *
 * @param name the subject of the token
 * @param readable the only providers that may be read, null: all
 * @param writable the only providers that may be written to, null: all
 * @param until when the token expires, null: never; a call may come a little later
 */
public record Caller(String name, @Nullable Set<String> readable, @Nullable Set<String> writable,
		@Nullable Instant until) {

	public boolean mayRead(String provider) {
		return readable == null || readable.contains(provider);
	}

	public boolean mayWrite(String provider) {
		return writable == null || writable.contains(provider);
	}

	/** The only providers that may be both read and written to, null: all. */
	public @Nullable Set<String> readableAndWritable() {
		if (readable == null || writable == null) {
			return (readable != null) ? readable : writable;
		}
		return readable.stream().filter(writable::contains).collect(Collectors.toSet());
	}

	/**
	 * Checks that this provider may be read, or any if none is named.
	 * @throws AuthorizationDeniedException if it may not
	 */
	public void requireRead(@Nullable String provider) {
		if ((provider != null) ? !mayRead(provider) : readable != null && readable.isEmpty()) {
			throw ScopeRequired.missing(Scope.READ, provider);
		}
	}

	/**
	 * Checks that the token has not expired. Single calls are let in for a minute longer,
	 * since clocks differ; what is to last as long as the token cannot begin then.
	 * @throws InvalidBearerTokenException if it has
	 */
	public void requireUnexpired(Instant now) {
		if (until != null && !until.isAfter(now)) {
			throw new InvalidBearerTokenException("Jwt expired at " + until);
		}
	}

}
