package io.switchgear.http;

import java.io.IOException;
import java.util.regex.Pattern;

import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Gives each request an id, the caller's own if it is a sane one, and puts it on the
 * response and on log lines.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
public final class RequestId extends OncePerRequestFilter {

	private static final String HEADER = "X-Request-Id";

	private static final String MDC_KEY = "requestId";

	private static final Pattern SANE = Pattern.compile("[A-Za-z0-9._:/+=-]{1,128}");

	private static final String ATTRIBUTE = RequestId.class.getName();

	/**
	 * Null outside of the filter, such as for a request that the container itself
	 * refused.
	 */
	public static @Nullable String of(HttpServletRequest request) {
		return (String) request.getAttribute(ATTRIBUTE);
	}

	/** Gives the request and its response the id, if they have none yet. */
	static String assign(HttpServletRequest request, HttpServletResponse response) {
		String id = of(request);
		if (id == null) {
			String given = request.getHeader(HEADER);
			id = (given != null && SANE.matcher(given).matches()) ? given
					: UuidCreator.getTimeOrderedEpoch().toString();
			request.setAttribute(ATTRIBUTE, id);
			response.setHeader(HEADER, id);
		}
		return id;
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		String id = assign(request, response);
		MDC.put(MDC_KEY, id);
		try {
			chain.doFilter(request, response);
		}
		finally {
			MDC.remove(MDC_KEY);
		}
	}

}
