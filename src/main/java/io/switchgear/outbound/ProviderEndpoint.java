package io.switchgear.outbound;

import java.net.URI;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/**
 * Where a provider is and how it wants to be addressed.
 *
 * @param provider the configured name; also the instance name in the Resilience4j
 * settings
 * @param baseUrl without a trailing slash
 * @param authentication sets the headers that carry the key
 * @param propagateTrace whether requests carry the trace they belong to
 * @param proxy the way there, null if it is called directly
 * @param waits where it says how long to wait
 */
public record ProviderEndpoint(String provider, URI baseUrl, Consumer<HttpHeaders> authentication,
		boolean propagateTrace, @Nullable ForwardProxy proxy, WaitHeaders waits) {

	/** Of a provider that says in the usual way how long to wait. */
	public ProviderEndpoint(String provider, URI baseUrl, Consumer<HttpHeaders> authentication, boolean propagateTrace,
			@Nullable ForwardProxy proxy) {
		this(provider, baseUrl, authentication, propagateTrace, proxy, WaitHeaders.STANDARD);
	}

	public ProviderEndpoint withWaits(WaitHeaders other) {
		return new ProviderEndpoint(provider, baseUrl, authentication, propagateTrace, proxy, other);
	}

}
