package io.switchgear.outbound;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.netty.resolver.AddressResolver;
import io.netty.util.concurrent.DefaultEventExecutor;
import io.netty.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(30)
class NameResolutionTests {

	private static final InetAddress[] FOUND = { InetAddress.getLoopbackAddress() };

	private final DefaultEventExecutor eventLoop = new DefaultEventExecutor();

	private final CompletableFuture<InetAddress[]> nameServer = new CompletableFuture<>();

	@AfterEach
	void end() {
		nameServer.complete(FOUND);
		eventLoop.shutdownGracefully(0, 0, TimeUnit.SECONDS).syncUninterruptibly();
	}

	@Test
	void leavesTheEventLoopFreeWhileANameServerDoesNotAnswer() throws Exception {
		try (NameResolution names = new NameResolution((name) -> nameServer.join())) {
			CompletableFuture<InetAddress> resolved = new CompletableFuture<>();
			eventLoop.execute(() -> resolve(names)
				.addListener((Future<InetSocketAddress> found) -> resolved.complete(found.getNow().getAddress())));
			assertThat(eventLoop.submit(() -> "free").get()).isEqualTo("free");
			assertThat(resolved).isNotDone();
			nameServer.complete(FOUND);
			assertThat(resolved.get()).isEqualTo(FOUND[0]);
		}
	}

	@Test
	void findsAllAddressesOfAName() throws Exception {
		try (NameResolution names = new NameResolution((name) -> FOUND)) {
			assertThat(names.getResolver(eventLoop).resolveAll(provider()).get())
				.extracting(InetSocketAddress::getAddress)
				.containsExactly(FOUND);
		}
	}

	@Test
	void saysThatThereIsNoSuchName() throws Exception {
		try (NameResolution names = new NameResolution((name) -> {
			throw new UnknownHostException(name);
		})) {
			Future<InetSocketAddress> resolved = resolve(names);
			assertThat(resolved.await(Duration.ofSeconds(20).toMillis())).isTrue();
			assertThat(resolved.cause()).isInstanceOf(UnknownHostException.class);
		}
	}

	private Future<InetSocketAddress> resolve(NameResolution names) {
		AddressResolver<InetSocketAddress> resolver = names.getResolver(eventLoop);
		return resolver.resolve(provider());
	}

	private static InetSocketAddress provider() {
		return InetSocketAddress.createUnresolved("provider.example", 443);
	}

}
