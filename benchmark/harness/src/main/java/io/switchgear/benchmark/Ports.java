package io.switchgear.benchmark;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.atomic.AtomicInteger;

/** Hands out free ports of the loopback address, from the given one upwards. */
final class Ports {

	private static final int LAST = 65_535;

	private final AtomicInteger next;

	Ports(int first) {
		this.next = new AtomicInteger(first);
	}

	int free() {
		for (int port = next.getAndIncrement(); port <= LAST; port = next.getAndIncrement()) {
			if (isFree(port)) {
				return port;
			}
		}
		throw new IllegalStateException("No port is free");
	}

	private static boolean isFree(int port) {
		try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
			return socket.isBound();
		}
		catch (IOException _) {
			return false;
		}
	}

	/** What a thing that listens on a port of the loopback address is reached by. */
	static String url(int port) {
		return "http://127.0.0.1:" + port;
	}

}
