package io.switchgear.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import java.io.IOException;
import java.time.Duration;

import io.switchgear.problem.Problem;
import io.switchgear.problem.ProblemCode;
import io.switchgear.problem.ProblemResponses;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.authorization.AuthorizationDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;

/** Answers callers that are not let in. */
final class Refusals implements AuthenticationEntryPoint, AuthenticationFailureHandler, AccessDeniedHandler {

	private static final Logger log = LoggerFactory.getLogger(Refusals.class);

	private static final Duration ISSUER_PAUSE = Duration.ofSeconds(2);

	private final ProblemResponses problems;

	Refusals(ProblemResponses problems) {
		this.problems = problems;
	}

	@Override
	public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException ex)
			throws IOException {
		response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
		boolean sent = request.getHeader(HttpHeaders.AUTHORIZATION) != null;
		problems.write(
				Problem.of(ProblemCode.AUTH_REQUIRED,
						sent ? "The token is not valid here, or not any more" : "There is no bearer token"),
				request, response);
	}

	/** A token that could not be checked is no bad token. */
	@Override
	public void onAuthenticationFailure(HttpServletRequest request, HttpServletResponse response,
			AuthenticationException ex) throws IOException {
		if (ex instanceof AuthenticationServiceException) {
			log.error("The keys of the token issuer cannot be fetched", ex);
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
		String detail = (ex instanceof AuthorizationDeniedException denied
				&& denied.getAuthorizationResult() instanceof ScopeRequired.Decision decision)
						? "The token lacks the scope " + decision.wanted() : "The token does not allow this";
		problems.write(Problem.of(ProblemCode.AUTH_FORBIDDEN, detail), request, response);
	}

}
