package io.switchgear.change.background;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import io.switchgear.change.QueueBell;
import io.switchgear.change.apply.ChangeRunner;
import io.switchgear.change.store.BatchQueues.Queued;
import io.switchgear.change.store.Begun;
import io.switchgear.outbound.CallScope;
import io.switchgear.provider.Provider;

/** The waiting changes of one provider. */
final class Work {

	private final Provider provider;

	private final ChangeQueue queue;

	private final ChangeRunner runner;

	private final QueueBell bell;

	private final Duration leaseMargin;

	Work(Provider provider, ChangeQueue queue, ChangeRunner runner, QueueBell bell, Duration leaseMargin) {
		this.provider = provider;
		this.queue = queue;
		this.runner = runner;
		this.bell = bell;
		this.leaseMargin = leaseMargin;
	}

	String provider() {
		return provider.name();
	}

	/**
	 * Starts the next ones that are of no batch, at most so many; each has to be
	 * {@link #run}.
	 */
	ChangeQueue.Turn next(Instant from, int most) {
		return queue.next(provider.name(), from, leaseTime(), most);
	}

	/** The same of items of a batch. */
	ChangeQueue.Turn next(Queued batch, Instant from, int most) {
		return queue.next(provider.name(), batch, from, leaseTime(), most);
	}

	private Duration leaseTime() {
		return provider.deadline().plus(leaseMargin);
	}

	/** The batches with items that wait. */
	List<Queued> batches() {
		return queue.batches(provider.name());
	}

	/** Withdraws some items of a cancelled batch. Returns false if there were none. */
	boolean withdraw(UUID batch) {
		return queue.withdraw(batch);
	}

	void run(Begun begun, Instant now) {
		runner.run(begun, CallScope.inBackgroundUntil(now.plus(provider.deadline())), null);
	}

	void giveUpLate() {
		queue.giveUpLate(provider.name());
	}

	/**
	 * Waits until there may be work, at most that long. Returns false if no change was
	 * added here since the last time.
	 */
	boolean await(Duration longest) throws InterruptedException {
		return bell.await(provider.name(), longest);
	}

	/** Ends a wait. */
	void nudge() {
		bell.nudge(provider.name());
	}

}
