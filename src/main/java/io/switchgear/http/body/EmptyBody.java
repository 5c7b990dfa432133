package io.switchgear.http.body;

import java.io.IOException;

import io.switchgear.http.ProblemResponses;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.WebUtils;

/**
 * Treats a request without a body as one, whatever type it names: many clients name one
 * for a body of no bytes.
 */
@Component
@Order(0) // after authentication, since it may have to wait for the first byte
final class EmptyBody extends OncePerRequestFilter {

	private final ProblemResponses problems;

	EmptyBody(ProblemResponses problems) {
		this.problems = problems;
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		LimitedRequest limited = WebUtils.getNativeRequest(request, LimitedRequest.class);
		if (limited != null) {
			try {
				limited.treatNoBodyAsJson();
			}
			catch (IOException ex) {
				problems.write(ProblemResponses.unreadableBody(ex), request, response);
				return;
			}
		}
		chain.doFilter(request, response);
	}

}
