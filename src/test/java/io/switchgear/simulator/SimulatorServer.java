package io.switchgear.simulator;

import java.net.InetSocketAddress;
import java.time.Duration;

import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.ImmediateEventExecutor;
import reactor.netty.DisposableServer;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.server.HttpServer;
import reactor.netty.resources.LoopResources;

/** An HTTP server that nobody else's shutdown stops. */
final class SimulatorServer implements AutoCloseable {

	// What it takes to close is next to nothing, unless the machine stalls.
	private static final Duration PATIENCE = Duration.ofSeconds(10);

	/** Shared by all simulators and never shut down; its threads are daemons. */
	private static final LoopResources LOOP = LoopResources.create("simulator", 2, true);

	private final ChannelGroup connections = new DefaultChannelGroup(ImmediateEventExecutor.INSTANCE, true);

	private final DisposableServer server;

	SimulatorServer(InetSocketAddress address, Reception reception) {
		this.server = HttpServer.create()
			.bindAddress(() -> address)
			.protocol(HttpProtocol.HTTP11)
			.runOn(LOOP, false)
			.doOnConnection((connection) -> connections.add(connection.channel()))
			.handle(reception)
			.bindNow();
	}

	int port() {
		return server.port();
	}

	/** Cuts every connection without waiting for what is under way. */
	@Override
	public void close() {
		server.disposeNow(PATIENCE);
		connections.close().awaitUninterruptibly(PATIENCE.toMillis());
	}

}
