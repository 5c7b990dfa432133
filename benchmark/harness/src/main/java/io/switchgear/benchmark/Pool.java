package io.switchgear.benchmark;

import java.util.UUID;
import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * The integrations that a load switches. Each connection has its own, so that no two
 * connections switch the same integration at once, and each integration is enabled and
 * disabled in turn.
 */
final class Pool {

	private final int size;

	private final int connections;

	private final AtomicIntegerArray steps;

	Pool(int size, int connections) {
		this.size = size;
		this.connections = connections;
		this.steps = new AtomicIntegerArray(connections);
	}

	int size() {
		return size;
	}

	/** The next integration of that connection, and what it is to become. */
	Step next(int connection) {
		int own = (size - connection - 1) / connections + 1;
		int step = steps.getAndIncrement(connection);
		return new Step(connection + (step % own) * connections, (step / own) % 2 == 1);
	}

	static String whiskId(int index) {
		return new UUID(0x0be0c4a1_0000_4000L, 0x8000_0000_0000_0000L + index).toString();
	}

	static String rootfiId(int index) {
		return Integer.toString(1_000 + index);
	}

	/** One integration and what it is to become. */
	record Step(int index, boolean enabled) {
	}

}
