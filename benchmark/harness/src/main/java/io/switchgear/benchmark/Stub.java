package io.switchgear.benchmark;

import java.util.concurrent.TimeUnit;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpRequestDecoder;

/**
 * Both providers and the keys of the token issuer, so cheap that it is never the
 * bottleneck.
 */
final class Stub implements AutoCloseable {

	static final String KEY = "benchmark-key";

	private final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());

	private final StubbedProvider whisk;

	private final StubbedProvider rootfi;

	private final StubbedProvider issuer;

	Stub(Ports ports, Tokens tokens) {
		this.whisk = serve(ports, Answers.whisk());
		this.rootfi = serve(ports, Answers.rootfi());
		this.issuer = serve(ports, Answers.fixed(tokens.keys()));
	}

	StubbedProvider whisk() {
		return whisk;
	}

	StubbedProvider rootfi() {
		return rootfi;
	}

	String keysUrl() {
		return issuer.url() + "/keys";
	}

	private StubbedProvider serve(Ports ports, Answers answers) {
		StubbedProvider provider = new StubbedProvider(ports.free());
		new ServerBootstrap().group(loops)
			.channel(NioServerSocketChannel.class)
			.option(ChannelOption.SO_BACKLOG, 4_096)
			.childHandler(new ChannelInitializer<Channel>() {
				@Override
				protected void initChannel(Channel channel) {
					channel.pipeline().addLast(new HttpRequestDecoder(), new StubHandler(provider, answers));
				}
			})
			.bind("127.0.0.1", provider.port())
			.syncUninterruptibly();
		return provider;
	}

	@Override
	public void close() {
		loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
	}

}
