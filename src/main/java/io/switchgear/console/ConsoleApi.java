package io.switchgear.console;

import java.io.IOException;

import io.switchgear.console.login.SessionTokens;
import io.switchgear.event.OpenWhile;
import io.switchgear.http.ProblemResponses;
import io.switchgear.problem.Problem;
import io.switchgear.problem.ProblemException;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Makes a call to {@code /console/v1/} one to {@code /v1/} with the token of the session.
 * It stands before everything that checks callers, so they check this one like any other.
 */
final class ConsoleApi extends OncePerRequestFilter {

	private static final String PATH = "/console/v1/";

	private static final String BEARER = "Bearer ";

	private final ProblemResponses problems;

	private final @Nullable SessionTokens tokens;

	/** Without sessions, each call must bring a token. */
	ConsoleApi(ProblemResponses problems, @Nullable SessionTokens tokens) {
		this.problems = problems;
		this.tokens = tokens;
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		boolean ofApi = isOfApi(request);
		HttpServletRequest call;
		try {
			Problem fault = ForgedRequests.faultOf(request, ofApi);
			if (fault != null) {
				throw fault.asException();
			}
			call = ofApi ? new ApiRequest(request, authorization(request)) : request;
		}
		catch (ProblemException ex) {
			response.setHeader(HttpHeaders.CACHE_CONTROL, CacheControl.noStore().getHeaderValue());
			problems.write(ex.problem(), request, response);
			return;
		}
		chain.doFilter(call, response);
	}

	/** Where the two paths differ, it is one that the firewall refuses. */
	private static boolean isOfApi(HttpServletRequest request) {
		return request.getRequestURI().startsWith(request.getContextPath() + PATH)
				&& request.getServletPath().startsWith(PATH);
	}

	/**
	 * A call that brings a token, as from a proxy that logs people in, stays as it is.
	 */
	private @Nullable String authorization(HttpServletRequest request) {
		if (tokens == null || bringsToken(request)) {
			return null;
		}
		SessionTokens.Access access = tokens.of(request);
		OpenWhile.set(request, access.lasts());
		return BEARER + access.token().reveal();
	}

	static boolean bringsToken(HttpServletRequest request) {
		String header = request.getHeader(HttpHeaders.AUTHORIZATION);
		return header != null && header.regionMatches(true, 0, BEARER, 0, BEARER.length());
	}

}
