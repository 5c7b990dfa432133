package io.switchgear.security;

import java.io.IOException;
import java.time.Duration;
import java.util.stream.Collectors;

import io.switchgear.http.ProblemResponses;
import io.switchgear.problem.Problem;
import io.switchgear.problem.ProblemCode;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.authorization.AuthorizationDeniedException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.jwt.JwtValidationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;

/** Answers callers that are not let in. */
final class Refusals implements AuthenticationEntryPoint, AuthenticationFailureHandler, AccessDeniedHandler {

	private static final Logger log = LoggerFactory.getLogger(Refusals.class);

	private static final String BEARER = "Bearer";

	private static final Duration ISSUER_PAUSE = Duration.ofSeconds(2);

	private final ProblemResponses problems;

	Refusals(ProblemResponses problems) {
		this.problems = problems;
	}

	@Override
	public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException ex)
			throws IOException {
		// Who sent no token is told of no error (RFC 6750, section 3).
		if (!(ex instanceof OAuth2AuthenticationException)) {
			response.setHeader(HttpHeaders.WWW_AUTHENTICATE, BEARER);
			problems.write(Problem.of(ProblemCode.AUTH_REQUIRED, "There is no bearer token"), request, response);
			return;
		}
		log.info("A token was refused: {}", reason(ex));
		response.setHeader(HttpHeaders.WWW_AUTHENTICATE, BEARER + " error=\"invalid_token\"");
		problems.write(Problem.of(ProblemCode.AUTH_REQUIRED, "The token is not valid here, or not any more"), request,
				response);
	}

	/** A token that could not be checked is no bad token. */
	@Override
	public void onAuthenticationFailure(HttpServletRequest request, HttpServletResponse response,
			AuthenticationException ex) throws IOException {
		if (ex instanceof AuthenticationServiceException) {
			log.warn("A token cannot be checked: {}", reason(ex));
			problems.write(Problem
				.of(ProblemCode.GATEWAY_ISSUER_UNAVAILABLE, "The keys that prove tokens cannot be fetched right now")
				.withRetryAfter(ISSUER_PAUSE), request, response);
			return;
		}
		commence(request, response, ex);
	}

	@Override
	public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException ex)
			throws IOException {
		String challenge = BEARER + " error=\"insufficient_scope\"";
		String detail = "The token does not allow this";
		ProblemCode code = ProblemCode.AUTH_FORBIDDEN;
		if (ex instanceof AuthorizationDeniedException denied
				&& denied.getAuthorizationResult() instanceof ScopeRequired.Decision decision) {
			challenge += ", scope=\"" + decision.wanted() + "\"";
			detail = "The token lacks the scope " + decision.wanted();
			code = decision.code();
		}
		Authentication caller = SecurityContextHolder.getContext().getAuthentication();
		log.info("{} (caller {})", detail, (caller != null) ? caller.getName() : null);
		response.setHeader(HttpHeaders.WWW_AUTHENTICATE, challenge);
		problems.write(Problem.of(code, detail), request, response);
	}

	/** Whatever the validators said, but nothing of the token itself. */
	private static String reason(AuthenticationException ex) {
		if (ex.getCause() instanceof JwtValidationException invalid) {
			return OneLine.of(invalid.getErrors()
				.stream()
				.map((error) -> String.valueOf(error.getDescription()))
				.collect(Collectors.joining("; ")));
		}
		return OneLine.of(ex.getMessage());
	}

}
