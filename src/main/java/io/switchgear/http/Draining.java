package io.switchgear.http;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Sends callers elsewhere before the web server ends: for a while it goes on serving, but
 * closes each connection with its answer. A connection that is kept until the server
 * closes it loses the request that is on its way just then.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class Draining extends OncePerRequestFilter implements SmartLifecycle {

	private final Duration period;

	private volatile boolean running;

	private volatile boolean draining;

	Draining(Duration period) {
		this.period = period;
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		if (draining) {
			response.setHeader(HttpHeaders.CONNECTION, "close");
		}
		chain.doFilter(request, response);
	}

	@Override
	public void start() {
		draining = false;
		running = true;
	}

	@Override
	public void stop() {
		draining = true;
		running = false;
	}

	@Override
	public void stop(Runnable callback) {
		stop();
		if (period.isZero()) {
			callback.run();
			return;
		}
		CompletableFuture.delayedExecutor(period.toMillis(), TimeUnit.MILLISECONDS).execute(callback);
	}

	@Override
	public boolean isRunning() {
		return running;
	}

	/** Before the web server, which stops taking requests in the phase after. */
	@Override
	public int getPhase() {
		return DEFAULT_PHASE;
	}

}
