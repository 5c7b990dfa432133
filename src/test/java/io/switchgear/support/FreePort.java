package io.switchgear.support;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports for what has to be known before it listens, or after it does no longer. They lie
 * below those that systems choose for connections and for servers that ask for any port
 * (from 32768 on), so none of the many of a test run can be there first.
 */
public final class FreePort {

	private static final int FIRST = 20_000;

	private static final int END = 32_768;

	private FreePort() {
	}

	/** One that nothing listens on, at any address of this machine. */
	public static int find() {
		while (true) {
			int port = ThreadLocalRandom.current().nextInt(FIRST, END);
			if (isFree(port)) {
				return port;
			}
		}
	}

	private static boolean isFree(int port) {
		try (ServerSocket socket = new ServerSocket(port)) {
			return socket.isBound();
		}
		catch (IOException ex) {
			return false;
		}
	}

}
