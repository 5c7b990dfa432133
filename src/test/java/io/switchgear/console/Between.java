package io.switchgear.console;

import java.io.IOException;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingResponseWrapper;

/**
 * What stands between a browser and the gateway, such as a proxy. It lets everything pass
 * until it is told otherwise.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class Between extends OncePerRequestFilter {

	private static final String CONSOLE = "/console/";

	private final Map<String, Treatment> treatments = new ConcurrentHashMap<>();

	private final Queue<AsyncContext> streams = new ConcurrentLinkedQueue<>();

	private volatile boolean datesTwice;

	/** Lets everything pass again. */
	void step() {
		treatments.clear();
		datesTwice = false;
	}

	/**
	 * Has the gateway do what that request asks for, and answers {@code 504}
	 * nevertheless.
	 * @param request such as {@code POST v1/batches}
	 */
	void loseTheAnswerTo(String request) {
		treatments.put(request, (call, response, chain) -> {
			chain.doFilter(call, new ContentCachingResponseWrapper(response));
			response.reset();
			answer(response, 504);
		});
	}

	/** Keeps that request from the gateway, and answers {@code 503} once it is let go. */
	CountDownLatch hold(String request) {
		CountDownLatch released = new CountDownLatch(1);
		treatments.put(request, (call, response, chain) -> {
			try {
				released.await();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
			answer(response, 503);
		});
		return released;
	}

	/** Adds a date of its own to every answer. */
	void dateTwice() {
		datesTwice = true;
	}

	/** Ends all streams of events, as the end of a token does. */
	void endStreams() {
		for (AsyncContext stream = streams.poll(); stream != null; stream = streams.poll()) {
			try {
				stream.complete();
			}
			catch (IllegalStateException ex) {
				logger.debug("It had ended before", ex);
			}
		}
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		String query = (request.getQueryString() != null) ? "?" + request.getQueryString() : "";
		String path = request.getRequestURI().replaceFirst("^" + CONSOLE, "");
		Treatment treatment = treatments.get(request.getMethod() + " " + path + query);
		if (datesTwice) {
			response.addHeader("Date", "Thu, 26 Nov 2026 12:00:00 GMT");
			response.addHeader("Date", "Thu, 26 Nov 2026 12:00:01 GMT");
		}
		if (treatment != null) {
			treatment.treat(request, response, chain);
			return;
		}
		chain.doFilter(request, response);
		if (path.equals("v1/events") && request.isAsyncStarted()) {
			streams.add(request.getAsyncContext());
		}
	}

	private static void answer(HttpServletResponse response, int status) throws IOException {
		response.setStatus(status);
		response.setContentType("text/html");
		response.getWriter().write("<h1>" + status + "</h1>");
	}

	/** What becomes of a request. */
	private interface Treatment {

		void treat(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
				throws ServletException, IOException;

	}

}
