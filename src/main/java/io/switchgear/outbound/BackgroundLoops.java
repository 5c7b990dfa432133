package io.switchgear.outbound;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.SmartLifecycle;

/**
 * Runs a loop for each provider while the application runs. At shutdown they end beside
 * the calls in flight, after other callers were sent elsewhere.
 */
public final class BackgroundLoops implements SmartLifecycle {

	private final Function<ExecutorService, List<? extends BackgroundLoop>> factory;

	private final Duration grace;

	private List<? extends BackgroundLoop> loops = List.of();

	private volatile ExecutorService loopThreads = Executors.newVirtualThreadPerTaskExecutor();

	private volatile ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

	private volatile boolean running;

	/**
	 * Makes the loops anew for each start, with threads for what they start.
	 * @param phase how long a phase of the shutdown lasts. What has not ended a little
	 * earlier is interrupted, so that it ends in that time.
	 */
	public BackgroundLoops(Duration phase, Function<ExecutorService, List<? extends BackgroundLoop>> factory) {
		this.grace = phase.multipliedBy(4).dividedBy(5);
		this.factory = factory;
	}

	@Override
	public void start() {
		loopThreads = Executors.newVirtualThreadPerTaskExecutor();
		threads = Executors.newVirtualThreadPerTaskExecutor();
		loops = factory.apply(threads);
		loops.forEach(loopThreads::execute);
		running = true;
	}

	@Override
	public void stop() {
		running = false;
		loops.forEach(BackgroundLoop::stop);
		long end = System.nanoTime() + grace.toNanos();
		// What a loop has taken is started, by threads that are still there
		end(loopThreads, end);
		end(threads, end);
	}

	@Override
	public void stop(Runnable callback) {
		Thread.ofVirtual().name("end-of-background").start(() -> {
			try {
				stop();
			}
			finally {
				callback.run();
			}
		});
	}

	private static void end(ExecutorService service, long end) {
		service.shutdown();
		try {
			if (!service.awaitTermination(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
				service.shutdownNow();
			}
		}
		catch (InterruptedException ex) {
			service.shutdownNow();
			Thread.currentThread().interrupt();
		}
	}

	@Override
	public boolean isRunning() {
		return running;
	}

	@Override
	public int getPhase() {
		return WebServerApplicationContext.GRACEFUL_SHUTDOWN_PHASE;
	}

}
