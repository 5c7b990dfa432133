package io.switchgear.issuer;

import java.io.IOException;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.filter.OncePerRequestFilter;

/** Lets nothing through while the issuer is to be away. */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class Outage extends OncePerRequestFilter {

	private volatile boolean available = true;

	void available(boolean now) {
		available = now;
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		if (available) {
			chain.doFilter(request, response);
		}
		else {
			response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
		}
	}

}
