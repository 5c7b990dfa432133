package io.switchgear.console.session;

import java.util.List;
import java.util.regex.Pattern;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.session.web.http.CookieSerializer;
import org.springframework.session.web.http.DefaultCookieSerializer;

/** The cookie of a session, which no request from another site carries. */
final class SessionCookie implements CookieSerializer {

	private static final String NAME = "switchgear-console";

	private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

	private final CookieSerializer secure = serializer("__Host-" + NAME, true);

	private final CookieSerializer plain = serializer(NAME, false);

	private static CookieSerializer serializer(String name, boolean secure) {
		DefaultCookieSerializer serializer = new DefaultCookieSerializer();
		serializer.setCookieName(name);
		serializer.setCookiePath("/");
		serializer.setUseHttpOnlyCookie(true);
		serializer.setUseSecureCookie(secure);
		serializer.setSameSite("Strict");
		return serializer;
	}

	@Override
	public void writeCookieValue(CookieValue value) {
		serializer(value.getRequest()).writeCookieValue(value);
	}

	/** Only what can be the id of a session is looked for. A browser sends one. */
	@Override
	public List<String> readCookieValues(HttpServletRequest request) {
		return serializer(request).readCookieValues(request).stream().filter(ID.asMatchPredicate()).limit(1).toList();
	}

	private CookieSerializer serializer(HttpServletRequest request) {
		return ConsoleCookies.isSecure(request) ? secure : plain;
	}

}
