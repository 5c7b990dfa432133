package io.switchgear.support;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Listens on this machine and does with each connection what a test says. */
public final class RawServer implements AutoCloseable {

	private static final byte[] TLS_ALERT_INTERNAL_ERROR = { 0x15, 0x03, 0x03, 0x00, 0x02, 0x02, 0x50 };

	private final ServerSocket listener;

	private final Set<Socket> open = ConcurrentHashMap.newKeySet();

	private RawServer(ServerSocket listener) {
		this.listener = listener;
	}

	public static RawServer start(Conversation conversation) {
		try {
			RawServer server = new RawServer(new ServerSocket(0, 50, InetAddress.getByName("localhost")));
			Thread.ofVirtual().start(() -> server.accept(conversation));
			return server;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private void accept(Conversation conversation) {
		try {
			while (true) {
				Socket socket = listener.accept();
				open.add(socket);
				Thread.ofVirtual().start(() -> hold(conversation, socket));
			}
		}
		catch (IOException ex) {
			// Closed
		}
	}

	private void hold(Conversation conversation, Socket socket) {
		try (socket) {
			conversation.with(socket);
		}
		catch (IOException ex) {
			// The other side hung up
		}
		finally {
			open.remove(socket);
		}
	}

	public int port() {
		return listener.getLocalPort();
	}

	/** Refuses each handshake as servers do that know nothing of the name. */
	public static Conversation alert() {
		return (socket) -> {
			socket.getInputStream().read(new byte[4096]);
			socket.getOutputStream().write(TLS_ALERT_INTERNAL_ERROR);
		};
	}

	/** Reads and says nothing. */
	public static Conversation silence() {
		return (socket) -> {
			socket.getInputStream().transferTo(OutputStream.nullOutputStream());
		};
	}

	/** Reads so many bytes and resets the connection. */
	public static Conversation reset(int after) {
		return (socket) -> {
			socket.getInputStream().readNBytes(after);
			socket.setSoLinger(true, 0);
		};
	}

	/** Reads the head of each request and answers the same. */
	public static Conversation answer(String... lines) {
		return (socket) -> {
			while (!head(socket).isEmpty()) {
				write(socket, lines);
			}
		};
	}

	/** The head of a request, empty if there is none. */
	public static String head(Socket socket) throws IOException {
		StringBuilder head = new StringBuilder();
		int next = socket.getInputStream().read();
		while (next >= 0) {
			head.append((char) next);
			if (head.length() >= 4 && head.substring(head.length() - 4).equals("\r\n\r\n")) {
				return head.toString();
			}
			next = socket.getInputStream().read();
		}
		return "";
	}

	public static void write(Socket socket, String... lines) throws IOException {
		socket.getOutputStream().write(String.join("\r\n", lines).getBytes(StandardCharsets.ISO_8859_1));
		socket.getOutputStream().flush();
	}

	@Override
	public void close() {
		try {
			listener.close();
			for (Socket socket : open) {
				socket.close();
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** What is done with a connection, which is closed afterwards. */
	@FunctionalInterface
	public interface Conversation {

		void with(Socket socket) throws IOException;

	}

}
