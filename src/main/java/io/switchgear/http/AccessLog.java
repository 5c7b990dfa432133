package io.switchgear.http;

import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.slf4j.spi.LoggingEventBuilder;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.context.RequestAttributeSecurityContextRepository;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Writes one line for each request: who called what, and what came of it. Of the path it
 * shows the template only, and nothing of query, headers or body.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 2) // within the request's id and span
public final class AccessLog extends OncePerRequestFilter {

	private static final Logger log = LoggerFactory.getLogger("io.switchgear.access");

	private static final String UNKNOWN = "-";

	private static final String CHANGE = AccessLog.class.getName() + ".CHANGE";

	private final RequestAttributeSecurityContextRepository callers = new RequestAttributeSecurityContextRepository();

	/**
	 * Names the change that the request of this thread has made, so that its line names
	 * it too.
	 */
	public static void nameChange(UUID change) {
		RequestContextHolder.currentRequestAttributes().setAttribute(CHANGE, change, RequestAttributes.SCOPE_REQUEST);
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		long started = System.nanoTime();
		boolean failed = true;
		try {
			chain.doFilter(request, response);
			failed = false;
		}
		finally {
			if (request.isAsyncStarted()) {
				request.getAsyncContext().addListener(new AtEnd(request, response, started));
			}
			else {
				write(request, failed ? HttpServletResponse.SC_INTERNAL_SERVER_ERROR : response.getStatus(), started);
			}
		}
	}

	private void write(HttpServletRequest request, int status, long started) {
		long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started);
		String path = String.valueOf(request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE));
		String template = path.startsWith("/") ? path : UNKNOWN;
		Authentication caller = callers.loadDeferredContext(request).get().getAuthentication();
		String actor = (caller != null) ? caller.getName() : UNKNOWN;
		String problem = Objects.requireNonNullElse(ProblemResponses.codeOf(request), UNKNOWN);
		Object change = request.getAttribute(CHANGE);
		LoggingEventBuilder line = (change != null) ? log.atInfo().addKeyValue("changeId", change) : log.atInfo();
		if (caller instanceof Carried carried && carried.via() != null) {
			line = line.addKeyValue("via", carried.via());
		}
		line.addKeyValue("http.request.method", request.getMethod())
			.addKeyValue("url.template", template)
			.addKeyValue("http.response.status_code", status)
			.addKeyValue("durationMillis", millis)
			.addKeyValue("actor", actor)
			.addKeyValue("problem", problem)
			.log("{} {} {} {} in {} ms for {}", request.getMethod(), template, status, problem, millis, actor);
	}

	/** What is known of a caller beyond the name. */
	public interface Carried {

		/** The client that carries the call; null if it is the caller. */
		@Nullable String via();

	}

	/** Writes the line of a request that goes on after its thread is done with it. */
	private final class AtEnd implements AsyncListener {

		private final HttpServletRequest request;

		private final HttpServletResponse response;

		private final long started;

		private final @Nullable Map<String, String> fields = MDC.getCopyOfContextMap();

		private AtEnd(HttpServletRequest request, HttpServletResponse response, long started) {
			this.request = request;
			this.response = response;
			this.started = started;
		}

		@Override
		public void onComplete(AsyncEvent event) {
			Map<String, String> others = MDC.getCopyOfContextMap();
			MDC.setContextMap((fields != null) ? fields : Map.of());
			write(request, response.getStatus(), started);
			MDC.setContextMap((others != null) ? others : Map.of());
		}

		@Override
		public void onTimeout(AsyncEvent event) {
			// The end comes after it
		}

		@Override
		public void onError(AsyncEvent event) {
			// The end comes after it
		}

		@Override
		public void onStartAsync(AsyncEvent event) {
			event.getAsyncContext().addListener(this);
		}

	}

}
