package io.switchgear.benchmark;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;

/** Sends requests over keep-alive connections and times the responses. */
final class Load implements AutoCloseable {

	private static final Duration LONGEST = Duration.ofMinutes(30);

	private final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(2, NioIoHandler.newFactory());

	/** Each connection sends its next request as soon as it has the response. */
	Tally closed(int port, Requests requests, int connections, Goal goal) {
		return closed(port, requests, connections, goal, Duration.ZERO);
	}

	/** The same, but a connection pauses after each 503, as it was told to. */
	Tally closed(int port, Requests requests, int connections, Goal goal, Duration pauseIfRefused) {
		return await(Run.closed(loops.next(), port, requests, goal, pauseIfRefused).start(connections));
	}

	/**
	 * Requests come at an even rate, whether or not earlier ones have been answered. Each
	 * latency counts from when the request should have been sent.
	 */
	Tally open(int port, Requests requests, int connections, int rate, Goal goal) {
		Run run = Run.open(loops.next(), port, requests, goal);
		CompletableFuture<Tally> tally = run.start(connections);
		Thread.ofPlatform().daemon().name("pace").start(() -> pace(run, TimeUnit.SECONDS.toNanos(1) / rate));
		return await(tally);
	}

	private static void pace(Run run, long interval) {
		long next = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(100);
		boolean going = true;
		while (going) {
			long wait = next - System.nanoTime();
			if (wait > 0) {
				LockSupport.parkNanos(wait);
			}
			else {
				going = run.offer(next);
				next += interval;
			}
		}
	}

	private static Tally await(CompletableFuture<Tally> tally) {
		try {
			return tally.get(LONGEST.toSeconds(), TimeUnit.SECONDS);
		}
		catch (InterruptedException | ExecutionException | TimeoutException ex) {
			throw new IllegalStateException("The load did not end", ex);
		}
	}

	@Override
	public void close() {
		loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
	}

}
