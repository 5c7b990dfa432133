package io.switchgear.security;

import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.oauth2.jwt.Jwt;

/**
 * A caller whose token was verified, and what it allows. It holds nothing of the token
 * itself, and nothing of a request, so that many requests can share it.
 */
final class VerifiedCaller implements Authentication {

	private static final long serialVersionUID = 1L;

	private final transient Caller caller;

	private final transient List<GrantedAuthority> authorities;

	// Without an entry for a scope that is granted for all providers
	private final transient Map<Scope, Set<String>> narrowed = new EnumMap<>(Scope.class);

	private VerifiedCaller(Authentication checked) {
		this.authorities = List.copyOf(checked.getAuthorities());
		for (Scope scope : Scope.values()) {
			Set<String> providers = scope.providers(authorities);
			if (providers != null) {
				narrowed.put(scope, providers);
			}
		}
		this.caller = new Caller(checked.getName(), narrowed.get(Scope.READ), narrowed.get(Scope.WRITE),
				expiry(checked));
	}

	static VerifiedCaller of(Authentication checked) {
		return new VerifiedCaller(checked);
	}

	private static @Nullable Instant expiry(Authentication checked) {
		return (checked.getCredentials() instanceof Jwt token) ? token.getExpiresAt() : null;
	}

	Caller caller() {
		return caller;
	}

	/**
	 * Returns true if the scope is granted for the provider; a null provider asks whether
	 * it is granted for any.
	 */
	boolean has(Scope scope, @Nullable String provider) {
		Set<String> providers = narrowed.get(scope);
		return providers == null || ((provider != null) ? providers.contains(provider) : !providers.isEmpty());
	}

	boolean hasForAllProviders(Scope scope) {
		return !narrowed.containsKey(scope);
	}

	@Override
	public String getName() {
		return caller.name();
	}

	@Override
	public Collection<? extends GrantedAuthority> getAuthorities() {
		return authorities;
	}

	@Override
	public @Nullable Object getCredentials() {
		return null;
	}

	@Override
	public @Nullable Object getDetails() {
		return null;
	}

	@Override
	public Object getPrincipal() {
		return caller.name();
	}

	@Override
	public boolean isAuthenticated() {
		return true;
	}

	@Override
	public void setAuthenticated(boolean authenticated) {
		throw new IllegalArgumentException("A verified caller stays one");
	}

	@Override
	public String toString() {
		return caller.name();
	}

}
