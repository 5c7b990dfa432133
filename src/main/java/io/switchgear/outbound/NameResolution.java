package io.switchgear.outbound;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;

import io.netty.resolver.AddressResolver;
import io.netty.resolver.AddressResolverGroup;
import io.netty.resolver.InetNameResolver;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Promise;

/**
 * Resolves names as the JDK does, with its caches and the system's settings, but on
 * threads of its own: a look-up blocks, for seconds where a name server does not answer,
 * and the event loop it would block reads the answers to all other calls. Not virtual
 * threads either, since the look-up would block what carries them.
 */
final class NameResolution extends AddressResolverGroup<InetSocketAddress> {

	private final LookUp lookUp;

	NameResolution() {
		this(InetAddress::getAllByName);
	}

	NameResolution(LookUp lookUp) {
		this.lookUp = lookUp;
	}

	@Override
	protected AddressResolver<InetSocketAddress> newResolver(EventExecutor executor) {
		return new Resolver(executor).asAddressResolver();
	}

	/** Finds the addresses of a name, at least one. */
	@FunctionalInterface
	interface LookUp {

		InetAddress[] addressesOf(String name) throws UnknownHostException;

	}

	/** The resolver of one event loop. */
	private final class Resolver extends InetNameResolver {

		private Resolver(EventExecutor executor) {
			super(executor);
		}

		@Override
		protected void doResolve(String name, Promise<InetAddress> promise) {
			resolve(() -> promise.trySuccess(lookUp.addressesOf(name)[0]), promise);
		}

		@Override
		protected void doResolveAll(String name, Promise<List<InetAddress>> promise) {
			resolve(() -> promise.trySuccess(List.of(lookUp.addressesOf(name))), promise);
		}

		private static void resolve(Resolving resolving, Promise<?> promise) {
			Thread.ofPlatform().daemon().name("resolve").start(() -> {
				try {
					resolving.run();
				}
				catch (UnknownHostException | RuntimeException ex) {
					promise.tryFailure(ex);
				}
			});
		}

	}

	/** A look-up, and what is done with what it finds. */
	@FunctionalInterface
	private interface Resolving {

		void run() throws UnknownHostException;

	}

}
