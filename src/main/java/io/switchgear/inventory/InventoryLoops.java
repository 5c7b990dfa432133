package io.switchgear.inventory;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import org.springframework.context.SmartLifecycle;

/** Runs an {@link InventoryLoop} for each provider while the application runs. */
final class InventoryLoops implements SmartLifecycle {

	/** How long a page may be read on after shutdown begins. Another replica goes on. */
	private static final Duration GRACE = Duration.ofSeconds(15);

	private final Supplier<List<InventoryLoop>> factory;

	private List<InventoryLoop> loops = List.of();

	private volatile ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

	private volatile boolean running;

	InventoryLoops(Supplier<List<InventoryLoop>> factory) {
		this.factory = factory;
	}

	@Override
	public void start() {
		threads = Executors.newVirtualThreadPerTaskExecutor();
		loops = factory.get();
		loops.forEach(threads::execute);
		running = true;
	}

	@Override
	public void stop() {
		running = false;
		loops.forEach(InventoryLoop::stop);
		threads.shutdown();
		try {
			if (!threads.awaitTermination(GRACE.toSeconds(), TimeUnit.SECONDS)) {
				threads.shutdownNow();
			}
		}
		catch (InterruptedException ex) {
			threads.shutdownNow();
			Thread.currentThread().interrupt();
		}
	}

	@Override
	public boolean isRunning() {
		return running;
	}

}
