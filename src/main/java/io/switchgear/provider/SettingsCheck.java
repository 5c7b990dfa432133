package io.switchgear.provider;

import java.net.Proxy;
import java.net.URI;
import java.util.regex.Pattern;

import io.switchgear.connector.ProviderSettings;
import io.switchgear.credential.Secret;
import io.switchgear.outbound.CallerLimit;
import io.switchgear.outbound.ForwardProxy;
import io.switchgear.outbound.OutboundClients;
import io.switchgear.problem.InvalidConfiguration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Binder;

/**
 * Turns what was configured for a provider into settings that can be used, or stops the
 * start.
 */
final class SettingsCheck {

	private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,39}");

	private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[(::1|0:0:0:0:0:0:0:1)]");

	private static final Pattern PROXY = Pattern.compile("(http|socks5)://[^@/?#]+/?");

	private static final Pattern PROXY_CREDENTIALS = Pattern.compile("[^:\\p{Cntrl}]+:[^\\p{Cntrl}]*");

	private final Binder binder;

	SettingsCheck(Binder binder) {
		this.binder = binder;
	}

	ProviderSettings settings(String name, ProviderProperties properties) {
		String prefix = ProviderSettings.prefix(name);
		if (!NAME.matcher(name).matches()) {
			throw new InvalidConfiguration(prefix, "is no name for a provider: small letters, digits and dashes only");
		}
		if (name.endsWith(OutboundClients.READS_SUFFIX) || name.endsWith(CallerLimit.SUFFIX)) {
			throw new InvalidConfiguration(prefix,
					"is no name for a provider: limits of other providers could have it");
		}
		if (!properties.deadline().isPositive()) {
			throw new InvalidConfiguration(prefix + ".deadline", "must be positive");
		}
		URI baseUrl = baseUrl(prefix, properties);
		return new ProviderSettings(name, baseUrl, apiKey(prefix, properties.apiKey()), properties.deadline(),
				properties.propagateTrace(), proxy(prefix, properties, baseUrl), new BoundSettings(binder, prefix));
	}

	private static URI baseUrl(String prefix, ProviderProperties properties) {
		String property = prefix + ".base-url";
		URI url = properties.baseUrl();
		if (url == null || url.toString().isBlank()) {
			throw new InvalidConfiguration(property, "is missing");
		}
		String scheme = url.getScheme();
		if (url.getHost() == null || scheme == null || url.getQuery() != null || url.getFragment() != null
				|| url.getUserInfo() != null) {
			throw new InvalidConfiguration(property, "must be an absolute URL of scheme, host and path only");
		}
		boolean plain = scheme.equals("http")
				&& (properties.allowPlainHttp() || LOOPBACK.matcher(url.getHost()).matches());
		if (!plain && !scheme.equals("https")) {
			throw new InvalidConfiguration(property, "must be https unless the host is loopback");
		}
		return URI.create(url.toString().replaceFirst("/+$", ""));
	}

	private static @Nullable ForwardProxy proxy(String prefix, ProviderProperties properties, URI baseUrl) {
		Secret credentials = properties.proxyCredentials();
		if (credentials != null && credentials.isBlank()) {
			credentials = null;
		}
		if (credentials != null && !PROXY_CREDENTIALS.matcher(credentials.reveal()).matches()) {
			throw new InvalidConfiguration(prefix + ".proxy-credentials", "must be of the form user:password");
		}
		URI proxy = properties.proxy();
		if (proxy == null || proxy.toString().isBlank()) {
			return ForwardProxy.ofJvm(baseUrl, credentials);
		}
		if (!PROXY.matcher(proxy.toString()).matches() || proxy.getHost() == null || proxy.getPort() < 0) {
			throw new InvalidConfiguration(prefix + ".proxy",
					"must be http://host:port or socks5://host:port; a user belongs into proxy-credentials");
		}
		return new ForwardProxy(proxy.getScheme().equals("http") ? Proxy.Type.HTTP : Proxy.Type.SOCKS, proxy.getHost(),
				proxy.getPort(), credentials);
	}

	private static Secret apiKey(String prefix, @Nullable Secret key) {
		if (key == null || key.isBlank()) {
			throw new InvalidConfiguration(prefix + ".api-key",
					"is missing (set " + prefix + ".enabled to false to go without the provider)");
		}
		if (!key.reveal().chars().allMatch((character) -> character > 0x20 && character < 0x7f)) {
			throw new InvalidConfiguration(prefix + ".api-key", "has a character that no HTTP header can carry");
		}
		return key;
	}

}
