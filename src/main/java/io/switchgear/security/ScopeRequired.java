package io.switchgear.security;

import java.util.function.Supplier;
import java.util.regex.Pattern;

import io.switchgear.problem.ProblemCode;
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
		return new AuthorizationDeniedException("Access Denied", new Decision(scope, provider));
	}

	@Override
	public AuthorizationResult authorize(Supplier<? extends @Nullable Authentication> authentication,
			RequestAuthorizationContext context) {
		String provider = unnarrowed ? null : context.getVariables().get("provider");
		boolean granted = authentication.get() instanceof VerifiedCaller caller
				&& (unnarrowed ? caller.hasForAllProviders(scope) : caller.has(scope, provider));
		return granted ? delegation(authentication, provider) : new Decision(scope, provider);
	}

	/** Lets in any caller whose token is valid. */
	static AuthorizationManager<RequestAuthorizationContext> none() {
		return (authentication, context) -> delegation(authentication, null);
	}

	private static AuthorizationResult delegation(Supplier<? extends @Nullable Authentication> authentication,
			@Nullable String provider) {
		boolean granted = authentication.get() instanceof VerifiedCaller caller
				&& (!caller.caller().delegated() || caller.has(Scope.DELEGATE, provider));
		return granted ? GRANTED : new Decision(Scope.DELEGATE, provider);
	}

	private static String wanted(Scope scope, @Nullable String provider) {
		return (provider != null && PROVIDER.matcher(provider).matches()) ? scope.value() + ":" + provider
				: scope.value();
	}

	/** Remembers which scope is missing. */
	static final class Decision extends AuthorizationDecision {

		private static final long serialVersionUID = 1L;

		private final Scope scope;

		private final String wanted;

		private Decision(Scope scope, @Nullable String provider) {
			super(false);
			this.scope = scope;
			this.wanted = ScopeRequired.wanted(scope, provider);
		}

		ProblemCode code() {
			return (scope == Scope.DELEGATE) ? ProblemCode.AUTH_DELEGATION_FORBIDDEN : ProblemCode.AUTH_FORBIDDEN;
		}

		String wanted() {
			return wanted;
		}

	}

}
