package io.switchgear.console;

import java.net.URI;
import java.util.Set;

import io.switchgear.problem.Problem;
import io.switchgear.problem.ProblemCode;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/**
 * Tells the requests of the console's own page from those that another site has a browser
 * send. The cookie of a session is strict, but that of a proxy that logs people in may
 * not be, and a POST without a body may come from any form.
 */
final class ForgedRequests {

	/** Only a script of the same origin can send it without being asked about first. */
	static final String HEADER = "X-Switchgear-Console";

	private static final Set<String> READING = Set.of("GET", "HEAD");

	private static final Set<String> OWN_SITES = Set.of("same-origin", "none");

	private ForgedRequests() {
	}

	/**
	 * Returns why the request is refused; null if it is not. People come to pages from
	 * anywhere, calls to the API only from the page.
	 */
	static @Nullable Problem faultOf(HttpServletRequest request, boolean ofApi) {
		boolean reading = READING.contains(request.getMethod());
		if (reading && !ofApi) {
			return null;
		}
		String site = request.getHeader("Sec-Fetch-Site");
		if (site != null && !OWN_SITES.contains(site)) {
			return forged("The browser says that it comes from another site");
		}
		if (reading) {
			return null;
		}
		if (request.getHeader(HEADER) == null) {
			return forged("It lacks the header " + HEADER);
		}
		String origin = request.getHeader(HttpHeaders.ORIGIN);
		// A browser that says which site it is has the better word: a proxy may have
		// changed the name of the host.
		if (site == null && origin != null && !isOwn(origin, request)) {
			return forged("It comes from another origin");
		}
		return null;
	}

	private static boolean isOwn(String origin, HttpServletRequest request) {
		try {
			return request.getServerName().equalsIgnoreCase(URI.create(origin).getHost());
		}
		catch (IllegalArgumentException ex) {
			return false;
		}
	}

	private static Problem forged(String detail) {
		return Problem.of(ProblemCode.CONSOLE_FORGED_REQUEST, detail);
	}

}
