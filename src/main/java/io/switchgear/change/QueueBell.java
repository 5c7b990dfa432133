package io.switchgear.change;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Tells whoever looks for waiting changes on this replica that there may be some. Other
 * replicas find them by looking.
 */
public final class QueueBell {

	private final Map<String, Bell> bells = new ConcurrentHashMap<>();

	/** A change of a provider waits from now on. */
	public void ring(String provider) {
		Bell bell = bell(provider);
		bell.added.set(true);
		bell.wake();
	}

	/** There is room for another change of a provider, or it is to be looked at again. */
	public void nudge(String provider) {
		bell(provider).wake();
	}

	/**
	 * Waits until it rings or is nudged, at most that long. Returns false if no change
	 * was added since the last time.
	 */
	public boolean await(String provider, Duration longest) throws InterruptedException {
		Bell bell = bell(provider);
		if (bell.wakes.tryAcquire(longest.toNanos(), TimeUnit.NANOSECONDS)) {
			bell.wakes.drainPermits();
		}
		return bell.added.getAndSet(false);
	}

	private Bell bell(String provider) {
		return bells.computeIfAbsent(provider, (name) -> new Bell(new Semaphore(0), new AtomicBoolean()));
	}

	private record Bell(Semaphore wakes, AtomicBoolean added) {

		private void wake() {
			if (wakes.availablePermits() == 0) {
				wakes.release();
			}
		}

	}

}
