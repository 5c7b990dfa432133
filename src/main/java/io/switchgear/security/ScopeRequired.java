package io.switchgear.security;

import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;

/** Lets in who has a scope, for the provider that the path names if it names one. */
record ScopeRequired(Scope scope) implements AuthorizationManager<RequestAuthorizationContext> {

	@Override
	public AuthorizationResult authorize(Supplier<? extends @Nullable Authentication> authentication,
			RequestAuthorizationContext context) {
		Authentication caller = authentication.get();
		String provider = context.getVariables().get("provider");
		boolean granted = caller != null && caller.isAuthenticated() && scope.isGranted(caller, provider);
		return new Decision(granted, (provider != null) ? scope.value() + ":" + provider : scope.value());
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
