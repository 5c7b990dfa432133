package io.switchgear.console.session;

import java.util.List;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.session.web.http.CookieSerializer;
import org.springframework.session.web.http.DefaultCookieSerializer;

/** The cookie of a session, which no request from another site carries. */
final class SessionCookie implements CookieSerializer {

	private static final String NAME = "switchgear-console";

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

	@Override
	public List<String> readCookieValues(HttpServletRequest request) {
		return serializer(request).readCookieValues(request);
	}

	private CookieSerializer serializer(HttpServletRequest request) {
		return ConsoleCookies.isSecure(request) ? secure : plain;
	}

}
