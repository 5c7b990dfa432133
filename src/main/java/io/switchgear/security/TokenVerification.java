package io.switchgear.security;

import java.util.Objects;

import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;

/**
 * Finds out whose a token is: verifies it, unless that was done a moment ago. What fails
 * is verified again each time.
 */
record TokenVerification(AuthenticationManager verifying, RememberedCallers known) implements AuthenticationManager {

	@Override
	public Authentication authenticate(Authentication request) {
		String token = ((BearerTokenAuthenticationToken) request).getToken();
		VerifiedCaller caller = known.of(token);
		if (caller == null) {
			caller = VerifiedCaller.of(Objects.requireNonNull(verifying.authenticate(request)));
			known.remember(token, caller);
		}
		return caller;
	}

	@Override
	public String toString() {
		return "TokenVerification";
	}

}
