package io.switchgear.change;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Tells whoever looks for waiting changes on this replica that there may be some. Other
 * replicas find them by looking.
 */
public final class QueueBell {

	private final Map<String, Semaphore> bells = new ConcurrentHashMap<>();

	/** There may be work for a provider. */
	public void ring(String provider) {
		Semaphore bell = bell(provider);
		if (bell.availablePermits() == 0) {
			bell.release();
		}
	}

	/** Waits until it rings, at most that long. */
	public void await(String provider, Duration longest) throws InterruptedException {
		Semaphore bell = bell(provider);
		if (bell.tryAcquire(longest.toMillis(), TimeUnit.MILLISECONDS)) {
			bell.drainPermits();
		}
	}

	private Semaphore bell(String provider) {
		return bells.computeIfAbsent(provider, (name) -> new Semaphore(0));
	}

}
