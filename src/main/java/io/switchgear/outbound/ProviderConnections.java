package io.switchgear.outbound;

import java.time.Duration;

import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpContentDecompressor;
import io.netty.handler.ssl.SslContextBuilder;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.client.reactive.ClientHttpConnector;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import reactor.netty.NettyPipeline;
import reactor.netty.http.Http11SslContextSpec;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.resources.LoopResources;
import reactor.netty.tcp.SslProvider;

/**
 * Connections and event loop of one provider. Nothing is shared with another one, so that
 * a provider whose name does not resolve or whose connections hang holds up nobody else.
 */
final class ProviderConnections implements AutoCloseable {

	private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);

	// Below what usual load balancers keep idle connections for: they close them with a
	// reset.
	private static final Duration MAX_IDLE = Duration.ofSeconds(20);

	private static final Duration MAX_LIFE = Duration.ofMinutes(5);

	// The whole body is limited once it is inflated.
	private static final int UNLIMITED = 0;

	private final ConnectionProvider pool;

	private final LoopResources eventLoop;

	private final NameResolution names = new NameResolution();

	private final HttpClient http;

	ProviderConnections(String provider, @Nullable ForwardProxy proxy, int most) {
		this.pool = ConnectionProvider.builder("provider-" + provider)
			.maxConnections(most)
			.pendingAcquireMaxCount(most)
			.pendingAcquireTimeout(CONNECT_TIMEOUT)
			.maxIdleTime(MAX_IDLE)
			.maxLifeTime(MAX_LIFE)
			.evictInBackground(MAX_IDLE)
			.build();
		this.eventLoop = LoopResources.create("provider-" + provider, 1, true);
		HttpClient direct = HttpClient.create(pool)
			.runOn(eventLoop, false)
			.option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) CONNECT_TIMEOUT.toMillis())
			.headers((headers) -> headers.set(HttpHeaders.USER_AGENT, "Switchgear"))
			.doOnChannelInit((observer, channel, remote) -> equip(channel.pipeline(), proxy != null))
			.doOnRequest((request, connection) -> withoutWildcard(request.requestHeaders()))
			.doOnRequest(Attempt::assign)
			.secure(ProviderConnections::tls)
			.followRedirect(false)
			.disableRetry(true);
		this.http = (proxy != null) ? proxy.on(direct, names, CONNECT_TIMEOUT) : direct.resolver(names);
	}

	/** Below an attempt's timeout, so that a handshake that hangs is known for one. */
	private static void tls(SslProvider.SslContextSpec spec) {
		SslProvider.GenericSslContextSpec<SslContextBuilder> client = Http11SslContextSpec.forClient();
		spec.sslContext(client).handshakeTimeout(CONNECT_TIMEOUT);
	}

	private static void equip(ChannelPipeline pipeline, boolean proxied) {
		pipeline.addBefore(NettyPipeline.HttpCodec, null, new Attempt.Departures(proxied));
		// Nobody is asked to compress; who does so all the same is understood.
		pipeline.addAfter(NettyPipeline.HttpCodec, null, new HttpContentDecompressor(UNLIMITED));
		pipeline.addAfter(NettyPipeline.HttpCodec, null, new InterimAnswers());
	}

	/** The client adds one where the API is not asked for anything in particular. */
	private static void withoutWildcard(io.netty.handler.codec.http.HttpHeaders headers) {
		if (headers.contains(HttpHeaders.ACCEPT, "*/*", false)) {
			headers.remove(HttpHeaders.ACCEPT);
		}
	}

	ClientHttpConnector connector() {
		return new ReactorClientHttpConnector(http);
	}

	@Override
	public void close() {
		pool.dispose();
		names.close();
		eventLoop.dispose();
	}

}
