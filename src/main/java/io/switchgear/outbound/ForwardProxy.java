package io.switchgear.outbound;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.time.Duration;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.resolver.NoopAddressResolverGroup;
import io.netty.util.concurrent.Future;
import io.switchgear.credential.Secret;
import org.jspecify.annotations.Nullable;
import reactor.netty.http.client.HttpClient;
import reactor.netty.transport.ProxyProvider;

/**
 * A proxy on the way to a provider. It is told the provider's name and resolves it; that
 * of the proxy itself is resolved here, for each connection.
 *
 * @param credentials {@code user:password}, null if it wants none
 */
public record ForwardProxy(Proxy.Type type, String host, int port, @Nullable Secret credentials) {

	/**
	 * The proxy that the JVM's standard properties ({@code https.proxyHost} and the like)
	 * name for a URL; null if it is called directly.
	 */
	public static @Nullable ForwardProxy ofJvm(URI url, @Nullable Secret credentials) {
		Proxy proxy = ProxySelector.getDefault().select(url).getFirst();
		return (proxy.address() instanceof InetSocketAddress address)
				? new ForwardProxy(proxy.type(), address.getHostString(), address.getPort(), credentials) : null;
	}

	HttpClient on(HttpClient http, NameResolution names, Duration timeout) {
		return http.proxy((proxy) -> {
			ProxyProvider.Builder builder = proxy.type(protocol())
				.socketAddress(() -> InetSocketAddress.createUnresolved(host, port))
				.connectTimeoutMillis(timeout.toMillis());
			if (credentials != null) {
				String[] parts = credentials.reveal().split(":", 2);
				builder.username(parts[0]).password((user) -> parts[1]);
			}
		})
			// The name of the provider may be known to the proxy alone.
			.resolver(NoopAddressResolverGroup.INSTANCE)
			.doOnChannelInit((observer, channel, remote) -> channel.pipeline().addFirst(new Resolving(names)));
	}

	private ProxyProvider.Proxy protocol() {
		return (type == Proxy.Type.SOCKS) ? ProxyProvider.Proxy.SOCKS5 : ProxyProvider.Proxy.HTTP;
	}

	/** The client would resolve the proxy's name on the thread that asks to connect. */
	private static final class Resolving extends ChannelOutboundHandlerAdapter {

		private final NameResolution names;

		private Resolving(NameResolution names) {
			this.names = names;
		}

		@Override
		@SuppressWarnings("FutureReturnValueIgnored") // the promise has the outcome
		public void connect(ChannelHandlerContext context, SocketAddress proxy, @Nullable SocketAddress local,
				ChannelPromise promise) {
			names.getResolver(context.channel().eventLoop())
				.resolve(proxy)
				.addListener((Future<SocketAddress> resolved) -> {
					if (resolved.isSuccess()) {
						super.connect(context, resolved.getNow(), local, promise);
					}
					else {
						promise.tryFailure(resolved.cause());
					}
				});
		}

	}

}
