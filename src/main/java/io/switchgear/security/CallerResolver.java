package io.switchgear.security;

import java.security.Principal;
import java.time.Instant;

import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/** Hands controllers the {@link Caller}. */
final class CallerResolver implements HandlerMethodArgumentResolver {

	@Override
	public boolean supportsParameter(MethodParameter parameter) {
		return parameter.getParameterType() == Caller.class;
	}

	@Override
	public Caller resolveArgument(MethodParameter parameter, @Nullable ModelAndViewContainer container,
			NativeWebRequest request, @Nullable WebDataBinderFactory binders) {
		Principal principal = request.getUserPrincipal();
		if (!(principal instanceof Authentication authentication)) {
			throw new IllegalStateException("A call reached a controller without a caller");
		}
		return new Caller(authentication.getName(), Scope.READ.providers(authentication),
				Scope.WRITE.providers(authentication), expiry(authentication));
	}

	private static @Nullable Instant expiry(Authentication authentication) {
		return (authentication.getCredentials() instanceof Jwt token) ? token.getExpiresAt() : null;
	}

}
