package io.switchgear.container;

import java.util.concurrent.atomic.AtomicInteger;

import io.switchgear.support.TestDatabase;
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
		String ofImage = (reason != null) ? "SKIPPED, " + reason
				: "%d ran, %d were skipped".formatted(ran.get(), skipped.get());
		return "Container tests of the image: %s. All other tests used %s.".formatted(ofImage, TestDatabase.used());
	}

}
