package io.switchgear.console.session;

import java.net.InetAddress;

import jakarta.servlet.http.HttpServletRequest;

/** Which cookies a browser takes and keeps to this host and to https. */
public final class ConsoleCookies {

	private ConsoleCookies() {
	}

	/**
	 * A name with the prefix that only this host can set, and only over https (RFC
	 * 6265bis, section 4.1.3.2); without it for a trial on one's own machine.
	 */
	public static String name(String name, HttpServletRequest request) {
		return isSecure(request) ? "__Host-" + name : name;
	}

	/**
	 * Returns false on plain http to this machine. Whether others came over https is not
	 * asked: a proxy may have ended it without saying so.
	 */
	public static boolean isSecure(HttpServletRequest request) {
		return request.isSecure() || !isLoopback(request.getServerName());
	}

	private static boolean isLoopback(String host) {
		if (host.equalsIgnoreCase("localhost")) {
			return true;
		}
		try {
			return InetAddress.ofLiteral(host).isLoopbackAddress();
		}
		catch (IllegalArgumentException ex) {
			return false;
		}
	}

}
