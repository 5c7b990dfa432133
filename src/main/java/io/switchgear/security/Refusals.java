package io.switchgear.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import java.io.IOException;

import io.switchgear.problem.Problem;
import io.switchgear.problem.ProblemCode;
import io.switchgear.problem.ProblemResponses;
import org.springframework.http.HttpHeaders;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authorization.AuthorizationDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;

/** Answers callers that are not let in. */
final class Refusals implements AuthenticationEntryPoint, AccessDeniedHandler {

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

	@Override
	public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException ex)
			throws IOException {
		String detail = (ex instanceof AuthorizationDeniedException denied
				&& denied.getAuthorizationResult() instanceof ScopeRequired.Decision decision)
						? "The token lacks the scope " + decision.wanted() : "The token does not allow this";
		problems.write(Problem.of(ProblemCode.AUTH_FORBIDDEN, detail), request, response);
	}

}
