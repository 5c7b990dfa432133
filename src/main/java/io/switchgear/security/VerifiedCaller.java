package io.switchgear.security;

import java.util.Collection;
import java.util.List;

import io.switchgear.http.AccessLog;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.oauth2.jwt.Jwt;

/**
 * A caller whose token was verified, and what it allows. It holds nothing of the token
 * itself, so that many requests can share it.
 */
final class VerifiedCaller implements Authentication, AccessLog.Carried {

	private static final long serialVersionUID = 1L;

	private final transient Caller caller;

	private final transient List<GrantedAuthority> authorities;

	private VerifiedCaller(Caller caller, List<GrantedAuthority> authorities) {
		this.caller = caller;
		this.authorities = authorities;
	}

	static VerifiedCaller of(Authentication checked) {
		List<GrantedAuthority> authorities = List.copyOf(checked.getAuthorities());
		Jwt token = (checked.getCredentials() instanceof Jwt jwt) ? jwt : null;
		Actor actor = new Actor(checked.getName(), (token != null) ? CarryingClient.of(token) : null);
		return new VerifiedCaller(
				new Caller(actor, Grants.of(authorities), false, (token != null) ? token.getExpiresAt() : null),
				authorities);
	}

	/** The same token in a request that names somebody else. */
	VerifiedCaller onBehalfOf(String name) {
		return new VerifiedCaller(caller.onBehalfOf(name), authorities);
	}

	Caller caller() {
		return caller;
	}

	/**
	 * Returns true if the scope is granted for the provider; a null provider asks whether
	 * it is granted for any.
	 */
	boolean has(Scope scope, @Nullable String provider) {
		return caller.grants().has(scope, provider);
	}

	boolean hasForAllProviders(Scope scope) {
		return caller.grants().providers(scope) == null;
	}

	@Override
	public @Nullable String via() {
		return caller.actor().via();
	}

	@Override
	public String getName() {
		return caller.actor().name();
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
		return caller.actor().name();
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
		return caller.actor().name();
	}

}
