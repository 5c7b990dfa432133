package io.switchgear.http.body;

import java.io.IOException;
import java.time.Duration;

import io.switchgear.http.ProblemResponses;
import io.switchgear.problem.Problem;
import io.switchgear.problem.ProblemCode;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses bodies that are too large: by their announced length, or when that much has
 * come. Of a body that nobody has read, the rest is taken after the response, so that the
 * caller comes to read it; but neither much of it nor for long.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 3) // within the span and the access line
final class BodyLimit extends OncePerRequestFilter {

	private static final long LARGEST = 64 * 1024;

	private static final long MAX_BATCH = 1024 * 1024;

	private static final String BATCHES = "/v1/batches";

	// Before the paths of the API, where the console calls it
	private static final String CONSOLE = "/console";

	private final ProblemResponses problems;

	private final Duration patience;

	BodyLimit(ProblemResponses problems, @Value("${server.tomcat.connection-timeout}") Duration patience) {
		this.problems = problems;
		this.patience = patience;
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		long limit = limit(request);
		LimitedRequest limited = new LimitedRequest(request, limit, patience);
		if (request.getContentLengthLong() > limit) {
			problems.write(Problem.of(ProblemCode.REQUEST_TOO_LARGE, ProblemCode.REQUEST_TOO_LARGE.cause()), request,
					response);
		}
		else {
			chain.doFilter(limited, new WholeResponse(response));
		}
		if (!request.isAsyncStarted() && limited.hasRest()) {
			// Sent and ended
			response.getOutputStream().close();
			limited.skipRest();
		}
	}

	private static long limit(HttpServletRequest request) {
		String path = request.getRequestURI().substring(request.getContextPath().length());
		boolean batch = HttpMethod.POST.matches(request.getMethod())
				&& (BATCHES.equals(path) || path.equals(CONSOLE + BATCHES));
		return batch ? MAX_BATCH : LARGEST;
	}

}
