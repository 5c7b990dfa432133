package io.switchgear.security;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.security.authorization.AuthorizationDeniedException;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;

/**
 * Who is calling, and what they may do. A controller method gets it as a parameter.
 *
 * @param actor who decides, and the client that carries it
 * @param delegated whether the caller named somebody else as the actor
 * @param until when the token expires, null: never; a call may come a little later
 */
public record Caller(Actor actor, Grants grants, boolean delegated, @Nullable Instant until) {

	/** The same token, used for somebody else. */
	Caller onBehalfOf(String name) {
		return new Caller(new Actor(name, actor.name()), grants, true, until);
	}

	/**
	 * Whose idempotency keys a call has: those of another actor, or of the same one
	 * through another client, have nothing to do with them. No name has a line break.
	 */
	public String keyOwner() {
		return (actor.via() != null) ? actor.name() + "\n" + actor.via() : actor.name();
	}

	/** The only providers that may be read, null: all. */
	public @Nullable Set<String> readable() {
		return grants.providers(Scope.READ);
	}

	public boolean mayRead(String provider) {
		return grants.has(Scope.READ, provider);
	}

	public boolean mayWrite(String provider) {
		return grants.has(Scope.WRITE, provider);
	}

	/** The scopes that are granted for a provider. */
	public List<String> scopes(String provider) {
		return grants.of(provider);
	}

	/**
	 * The only providers that may be both read and written to, for somebody else if the
	 * caller acts for one; null: all.
	 */
	public @Nullable Set<String> readableAndWritable() {
		Set<String> both = null;
		for (Scope scope : delegated ? Set.of(Scope.READ, Scope.WRITE, Scope.DELEGATE)
				: Set.of(Scope.READ, Scope.WRITE)) {
			Set<String> providers = grants.providers(scope);
			if (both == null) {
				both = (providers != null) ? new HashSet<>(providers) : null;
			}
			else if (providers != null) {
				both.retainAll(providers);
			}
		}
		return both;
	}

	/**
	 * Checks that this provider may be read, or any if none is named.
	 * @throws AuthorizationDeniedException if it may not
	 */
	public void requireRead(@Nullable String provider) {
		if (!grants.has(Scope.READ, provider)) {
			throw ScopeRequired.missing(Scope.READ, provider);
		}
	}

	/**
	 * Checks that this provider may be written to.
	 * @throws AuthorizationDeniedException if it may not
	 */
	public void requireWrite(String provider) {
		if (!mayWrite(provider)) {
			throw ScopeRequired.missing(Scope.WRITE, provider);
		}
	}

	/**
	 * Checks that the provider may be written to for somebody else, if the caller acts
	 * for one.
	 * @throws AuthorizationDeniedException if it may not
	 */
	public void requireDelegation(String provider) {
		if (delegated && !grants.has(Scope.DELEGATE, provider)) {
			throw ScopeRequired.missing(Scope.DELEGATE, provider);
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
