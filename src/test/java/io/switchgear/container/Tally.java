package io.switchgear.container;

import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;

/** How many container tests ran; prints it when all tests have ended. */
final class Tally implements AutoCloseable {

	private final AtomicInteger ran = new AtomicInteger();

	private final AtomicInteger skipped = new AtomicInteger();

	private volatile @Nullable String reason;

	void ran() {
		ran.incrementAndGet();
	}

	void skipped() {
		skipped.incrementAndGet();
	}

	void skipAll(@Nullable String why) {
		reason = String.valueOf(why).strip().replaceAll("\\s+", " ");
	}

	@Override
	public void close() {
		System.out.println(this);
	}

	@Override
	public String toString() {
		if (reason != null) {
			return "Container tests: SKIPPED, " + reason;
		}
		return "Container tests: %d ran, %d were skipped".formatted(ran.get(), skipped.get());
	}

}
