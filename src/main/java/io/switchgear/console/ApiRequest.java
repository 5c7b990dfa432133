package io.switchgear.console;

import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpSession;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/**
 * A call to the console as the call to the API that it is: another path, a token in place
 * of cookies, and no session.
 */
final class ApiRequest extends HttpServletRequestWrapper {

	private static final String PREFIX = "/console";

	private static final Set<String> HIDDEN = Set.of("cookie", ForgedRequests.HEADER.toLowerCase(Locale.ROOT));

	private final @Nullable String authorization;

	/**
	 * Makes a call of one to the console.
	 * @param authorization takes the place of what the browser sent; null: stays as it is
	 */
	ApiRequest(HttpServletRequest request, @Nullable String authorization) {
		super(request);
		this.authorization = authorization;
	}

	@Override
	public String getRequestURI() {
		String context = getContextPath();
		return context + withoutPrefix(super.getRequestURI().substring(context.length()));
	}

	@Override
	public StringBuffer getRequestURL() {
		StringBuffer url = super.getRequestURL();
		int length = super.getRequestURI().length();
		return url.replace(url.length() - length, url.length(), getRequestURI());
	}

	@Override
	public String getServletPath() {
		return withoutPrefix(super.getServletPath());
	}

	/** At the end of a stream, the container has the request below take this path. */
	private static String withoutPrefix(String path) {
		return path.startsWith(PREFIX) ? path.substring(PREFIX.length()) : path;
	}

	@Override
	public @Nullable String getHeader(String name) {
		Enumeration<String> values = getHeaders(name);
		return values.hasMoreElements() ? values.nextElement() : null;
	}

	@Override
	public Enumeration<String> getHeaders(String name) {
		if (HIDDEN.contains(name.toLowerCase(Locale.ROOT))) {
			return Collections.emptyEnumeration();
		}
		if (authorization != null && name.equalsIgnoreCase(HttpHeaders.AUTHORIZATION)) {
			return Collections.enumeration(List.of(authorization));
		}
		return super.getHeaders(name);
	}

	@Override
	public Enumeration<String> getHeaderNames() {
		Map<String, String> names = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
		super.getHeaderNames().asIterator().forEachRemaining((name) -> names.put(name, name));
		HIDDEN.forEach(names::remove);
		if (authorization != null) {
			names.put(HttpHeaders.AUTHORIZATION, HttpHeaders.AUTHORIZATION);
		}
		return Collections.enumeration(names.values());
	}

	@Override
	public Cookie @Nullable [] getCookies() {
		return null;
	}

	@Override
	public @Nullable HttpSession getSession(boolean create) {
		if (create) {
			throw new IllegalStateException("The API has no sessions");
		}
		return null;
	}

	@Override
	public HttpSession getSession() {
		throw new IllegalStateException("The API has no sessions");
	}

	@Override
	public @Nullable String getRequestedSessionId() {
		return null;
	}

}
