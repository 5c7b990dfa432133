package io.switchgear.security;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;

import org.jspecify.annotations.Nullable;

/**
 * Which addresses of a token issuer may be called.
 *
 * @param allowPlainHttp whether any host may be called without TLS, and not only this
 * machine
 */
public record IssuerUrl(boolean allowPlainHttp) {

	/** Returns what is wrong with an address, or null if it may be called. */
	public @Nullable String fault(String address) {
		URI url;
		try {
			url = new URI(address);
		}
		catch (URISyntaxException ex) {
			return "must be an absolute URL";
		}
		if (url.getHost() == null || url.getUserInfo() != null) {
			return "must be an absolute URL of a host, without user and password";
		}
		boolean plain = "http".equalsIgnoreCase(url.getScheme()) && (allowPlainHttp || isLoopback(url.getHost()));
		return (plain || "https".equalsIgnoreCase(url.getScheme())) ? null
				: "must be https unless the host is loopback, or switchgear.security.allow-plain-http is true";
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
