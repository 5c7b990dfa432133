package io.switchgear.http.body;

import java.io.IOException;
import java.time.Duration;

import io.switchgear.http.BodyTooLarge;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import org.jspecify.annotations.Nullable;

/** A body that fails if it is too large, or takes too long from the first look at it. */
final class LimitedBody extends ServletInputStream {

	private static final long MAX_SKIPPED = 2 * 1024 * 1024;

	private final ServletInputStream body;

	private final long limit;

	private final long patience;

	private final long opened = System.nanoTime();

	private long read;

	private boolean peeked;

	private int first;

	private @Nullable IOException failure;

	LimitedBody(ServletInputStream body, long limit, Duration patience) {
		this.body = body;
		this.limit = limit;
		// As the container has it: no limit
		this.patience = patience.isPositive() ? patience.toNanos() : Long.MAX_VALUE;
	}

	/** Waits for the first byte; it can still be read. */
	boolean isEmpty() throws IOException {
		if (!peeked) {
			first = read();
			peeked = true;
		}
		return first < 0;
	}

	/** Reads the rest and drops it, unless it is much too large. */
	void skipRest() throws IOException {
		byte[] dropped = new byte[8192];
		long skipped = 0;
		// What has failed once would only let the caller wait for another timeout.
		while (failure == null && !body.isFinished() && skipped < MAX_SKIPPED) {
			skipped += Math.max(0, reading(() -> body.read(dropped)));
			refuseIfLate();
		}
	}

	@Override
	public int read() throws IOException {
		if (peeked) {
			peeked = false;
			return first;
		}
		int next = reading(body::read);
		count((next >= 0) ? 1 : 0);
		return next;
	}

	@Override
	public int read(byte[] buffer, int offset, int length) throws IOException {
		if (peeked && length > 0) {
			peeked = false;
			buffer[offset] = (byte) first;
			return (first >= 0) ? 1 : -1;
		}
		int count = reading(() -> body.read(buffer, offset, length));
		count(Math.max(0, count));
		return count;
	}

	private int reading(Read next) throws IOException {
		if (failure != null) {
			throw failure;
		}
		try {
			return next.read();
		}
		catch (IOException ex) {
			failure = ex;
			throw ex;
		}
	}

	private void count(int more) throws IOException {
		read += more;
		if (read > limit) {
			throw new BodyTooLarge(limit);
		}
		refuseIfLate();
	}

	private void refuseIfLate() throws BodyTooSlow {
		if (System.nanoTime() - opened > patience && !body.isFinished()) {
			throw new BodyTooSlow();
		}
	}

	@Override
	public boolean isFinished() {
		return !(peeked && first >= 0) && body.isFinished();
	}

	@Override
	public boolean isReady() {
		return peeked || body.isReady();
	}

	@Override
	public void setReadListener(ReadListener listener) {
		body.setReadListener(listener);
	}

	@FunctionalInterface
	private interface Read {

		int read() throws IOException;

	}

}
