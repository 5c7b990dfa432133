package io.switchgear.benchmark;

import java.time.Duration;
import java.util.List;
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
		return await(Run.closed(loops.next(), port, requests, goal).start(connections)).getLast();
	}

	/**
	 * The same, but a connection pauses for as long as a response tells it to. What comes
	 * until each of the goals is counted by itself.
	 */
	List<Tally> patient(int port, Requests requests, int connections, Goal... goals) {
		return await(Run.patient(loops.next(), port, requests, List.of(goals)).start(connections));
	}

	/**
	 * Requests come at an even rate, whether or not earlier ones have been answered. Each
	 * latency counts from when the request should have been sent.
	 */
	Tally open(int port, Requests requests, int connections, int rate, Goal goal) {
		Run run = Run.open(loops.next(), port, requests, goal);
		CompletableFuture<List<Tally>> tallies = run.start(connections);
		Thread.ofPlatform().daemon().name("pace").start(() -> pace(run, TimeUnit.SECONDS.toNanos(1) / rate));
		return await(tallies).getLast();
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

	private static List<Tally> await(CompletableFuture<List<Tally>> tallies) {
		try {
			return tallies.get(LONGEST.toSeconds(), TimeUnit.SECONDS);
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
