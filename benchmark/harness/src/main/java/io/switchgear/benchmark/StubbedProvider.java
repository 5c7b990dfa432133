package io.switchgear.benchmark;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** How one provider of the stub behaves, and what it got. */
final class StubbedProvider {

	private final int port;

	private final LongAdder requests = new LongAdder();

	private final AtomicInteger failing = new AtomicInteger();

	private final List<Received> received = new CopyOnWriteArrayList<>();

	private volatile long delayMillis;

	private volatile boolean hanging;

	private volatile boolean recording;

	StubbedProvider(int port) {
		this.port = port;
	}

	int port() {
		return port;
	}

	String url() {
		return Ports.url(port);
	}

	/** Answers that much later, from the next request on. */
	void delay(long millis) {
		delayMillis = millis;
	}

	long delayMillis() {
		return delayMillis;
	}

	/** Answers no request. */
	void hang(boolean on) {
		hanging = on;
	}

	boolean hangs() {
		return hanging;
	}

	/** Answers that many requests with 503. */
	void fail(int count) {
		failing.set(count);
	}

	boolean takeFailure() {
		return failing.get() > 0 && failing.getAndDecrement() > 0;
	}

	void record(boolean on) {
		received.clear();
		recording = on;
	}

	List<Received> received() {
		return List.copyOf(received);
	}

	void count() {
		requests.increment();
	}

	long requests() {
		return requests.sum();
	}

	void note(Received request) {
		if (recording) {
			received.add(request);
		}
	}

}
