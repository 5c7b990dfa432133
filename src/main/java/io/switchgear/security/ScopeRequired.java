package io.switchgear.security;

import java.util.function.Supplier;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationDeniedException;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;

/**
 * Lets in callers with a scope, for the provider that the path names if it names one.
 *
 * @param unnarrowed whether the scope has to hold for all providers
 */
record ScopeRequired(Scope scope, boolean unnarrowed) implements AuthorizationManager<RequestAuthorizationContext> {

	private static final AuthorizationResult GRANTED = new AuthorizationDecision(true);

	// What a path has in its place is quoted in a header.
	private static final Pattern PROVIDER = Pattern.compile("[a-z][a-z0-9-]{0,39}");

	static ScopeRequired of(Scope scope) {
		return new ScopeRequired(scope, false);
	}

	static ScopeRequired unnarrowed(Scope scope) {
		return new ScopeRequired(scope, true);
	}

	/** For a controller that finds a scope missing. */
	static AuthorizationDeniedException missing(Scope scope, @Nullable String provider) {
		return new AuthorizationDeniedException("Access Denied", new Decision(false, wanted(scope, provider)));
	}

	@Override
	public AuthorizationResult authorize(Supplier<? extends @Nullable Authentication> authentication,
			RequestAuthorizationContext context) {
		String provider = unnarrowed ? null : context.getVariables().get("provider");
		boolean granted = authentication.get() instanceof VerifiedCaller caller
				&& (unnarrowed ? caller.hasForAllProviders(scope) : caller.has(scope, provider));
		return granted ? GRANTED : new Decision(false, wanted(scope, provider));
	}

	private static String wanted(Scope scope, @Nullable String provider) {
		return (provider != null && PROVIDER.matcher(provider).matches()) ? scope.value() + ":" + provider
				: scope.value();
	}

	/** Remembers which scope was missing. */
	static final class Decision extends AuthorizationDecision {

		private static final long serialVersionUID = 1L;

		private final String wanted;

		private Decision(boolean granted, String wanted) {
			super(granted);
			this.wanted = wanted;
		}

		String wanted() {
			return wanted;
		}

	}

}
