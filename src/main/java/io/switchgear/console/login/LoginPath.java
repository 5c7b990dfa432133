package io.switchgear.console.login;

import java.nio.charset.StandardCharsets;

import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.util.UriUtils;

/** The ways to a login and back. All are relative: a proxy may add a prefix to paths. */
public final class LoginPath {

	/** Where one begins. */
	static final String START = "/console/login/start";

	/** Where the issuer sends people back to. */
	static final String CALLBACK = "/console/login/callback";

	/** The parameter that says what the page showed before. */
	static final String TO = "to";

	// It travels in a cookie.
	private static final int MAX_LENGTH = 1000;

	private LoginPath() {
	}

	/**
	 * The query and fragment that the page had before; empty if there were none, or if
	 * this is anything else: it must not lead to another page.
	 */
	public static String to(@Nullable String given) {
		if (given == null || given.length() < 2 || given.length() > MAX_LENGTH) {
			return "";
		}
		boolean usable = (given.startsWith("?") || given.startsWith("#"))
				&& given.chars().noneMatch(Character::isISOControl);
		return usable ? given : "";
	}

	/** The query that says so to a login. */
	public static String parameter(String to) {
		return "?" + TO + "=" + UriUtils.encode(to(to), StandardCharsets.UTF_8);
	}

	public static <T> ResponseEntity<T> redirect(String to) {
		return ResponseEntity.status(HttpServletResponse.SC_FOUND)
			.header(HttpHeaders.LOCATION, to)
			.cacheControl(CacheControl.noStore())
			.build();
	}

}
