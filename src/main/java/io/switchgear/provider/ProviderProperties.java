package io.switchgear.provider;

import java.net.URI;
import java.time.Duration;

import io.switchgear.credential.Secret;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings that every provider has; a connector may bind more below the same prefix.
 *
 * @param enabled whether the provider is there at all
 * @param connector type of the connector; the provider's name if it is left out
 * @param baseUrl https unless the host is loopback
 * @param apiKey the gateway's key at the provider
 * @param deadline for a logical call, all attempts and pauses included
 * @param allowPlainHttp lets {@code baseUrl} be http on any host; for demonstrations
 * inside a closed network only
 * @param propagateTrace whether the provider is sent the {@code traceparent} of the
 * trace; it then learns of our trace ids
 * @param proxy the proxy on the way there, {@code http://host:port} or
 * {@code socks5://host:port}; the JVM's standard properties decide if it is left out
 * @param proxyCredentials {@code user:password} for the proxy
 * @param importEvery how often the list of the provider is read; null: when somebody asks
 * @param rereadEvery how often each integration is read again if the provider has no
 * list; null: when somebody asks
 */
record ProviderProperties(@DefaultValue("true") boolean enabled, @Nullable String connector, @Nullable URI baseUrl,
		@Nullable Secret apiKey, @DefaultValue("10s") Duration deadline, @DefaultValue("false") boolean allowPlainHttp,
		@DefaultValue("false") boolean propagateTrace, @Nullable URI proxy, @Nullable Secret proxyCredentials,
		@Nullable Duration importEvery, @Nullable Duration rereadEvery) {
}
