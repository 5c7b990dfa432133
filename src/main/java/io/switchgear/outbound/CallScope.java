package io.switchgear.outbound;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

import io.switchgear.credential.Secret;
import org.jspecify.annotations.Nullable;

/**
 * What all requests of one logical call share: the deadline for queueing, attempts,
 * pauses and every further request it takes, the count of what was sent, and the values
 * that must not be shown. It is bound to the calling thread, so that the code in between
 * need not hand it on.
 */
public final class CallScope {

	private static final ScopedValue<CallScope> CURRENT = ScopedValue.newInstance();

	private final Instant deadline;

	private final Shared shared;

	private final boolean background;

	private final boolean reading;

	private CallScope(Instant deadline, Shared shared, boolean background, boolean reading) {
		this.deadline = deadline;
		this.shared = shared;
		this.background = background;
		this.reading = reading;
	}

	/** A call that somebody waits for. */
	public static CallScope until(Instant deadline) {
		return until(deadline, false);
	}

	/** A call that nobody waits for, so that a provider in trouble may be left alone. */
	public static CallScope inBackgroundUntil(Instant deadline) {
		return until(deadline, true);
	}

	private static CallScope until(Instant deadline, boolean background) {
		return new CallScope(deadline,
				new Shared(new AtomicReference<>(Sent.NOTHING), new AtomicBoolean(), new Concealment()), background,
				false);
	}

	/**
	 * The same call, which is known not to write: it gets out of the way of those that
	 * do.
	 */
	public CallScope reading() {
		return new CallScope(deadline, shared, background, true);
	}

	/** The same call with less time: the earlier of the two deadlines holds. */
	public CallScope noLaterThan(Instant earlier) {
		return new CallScope(earlier.isBefore(deadline) ? earlier : deadline, shared, background, reading);
	}

	/** Runs the work with this scope bound to the thread. */
	public <T> T run(Work<T> work) {
		return ScopedValue.where(CURRENT, this).call(work::run);
	}

	/** The scope that is bound to this thread; there has to be one. */
	public static CallScope current() {
		if (!CURRENT.isBound()) {
			throw new IllegalStateException("A provider is called without a deadline");
		}
		return CURRENT.get();
	}

	public Instant deadline() {
		return deadline;
	}

	/** Zero once the deadline has passed. */
	public Duration remaining(Clock clock) {
		Duration left = Duration.between(clock.instant(), deadline);
		return left.isNegative() ? Duration.ZERO : left;
	}

	/** A secret of this call, lest the provider echo it in an error. */
	public void conceal(Secret secret) {
		shared.concealed.add(secret);
	}

	/** The text without the secrets of this call, whatever they are encoded in. */
	public @Nullable String redacted(@Nullable String text) {
		return (text != null) ? shared.concealed.redacted(text) : null;
	}

	/** What was handed to the network so far. */
	public Sent sent() {
		return shared.sent.get();
	}

	/**
	 * Whether the provider has done, or may have done, any write of this call: one that
	 * it confirmed, did not answer, or answered by failing.
	 */
	public boolean mayHaveWritten() {
		return shared.written.get();
	}

	/** Whether nobody waits for it. */
	boolean inBackground() {
		return background;
	}

	boolean isReading() {
		return reading;
	}

	void recordWrite() {
		shared.written.set(true);
	}

	void countRequest(boolean reads) {
		shared.sent.updateAndGet((before) -> before.andOne(reads));
	}

	/** What a call and its variants with less time, or that only read, have in common. */
	private record Shared(AtomicReference<Sent> sent, AtomicBoolean written, Concealment concealed) {
	}

	/** What runs within a scope. */
	@FunctionalInterface
	public interface Work<T> {

		T run();

	}

}
