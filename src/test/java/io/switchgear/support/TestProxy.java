package io.switchgear.support;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

import org.jspecify.annotations.Nullable;

/** A forward proxy on this machine that makes tunnels, until it is told to refuse. */
public final class TestProxy implements AutoCloseable {

	private final List<String> asked = new CopyOnWriteArrayList<>();

	private final Set<Socket> tunnels = ConcurrentHashMap.newKeySet();

	private volatile @Nullable String refusal;

	private final RawServer server = RawServer.start(this::serve);

	public int port() {
		return server.port();
	}

	/** The heads of the requests for tunnels. */
	public List<String> asked() {
		return List.copyOf(asked);
	}

	/** Answers with that status line from now on, and ends the tunnels that there are. */
	public void refuse(String status) throws IOException {
		refusal = status;
		for (Socket tunnel : tunnels) {
			tunnel.close();
		}
	}

	/** Makes tunnels again. */
	public void allow() {
		refusal = null;
	}

	private void serve(Socket client) throws IOException {
		String head = RawServer.head(client);
		asked.add(head);
		if (refusal != null) {
			RawServer.write(client, "HTTP/1.1 " + refusal, "Content-Length: 0", "", "");
			return;
		}
		URI target = URI.create("tunnel://" + head.split(" ", 3)[1]);
		// Names that nobody else knows lead to this machine.
		String host = target.getHost().endsWith(".invalid") ? "localhost" : target.getHost();
		try (Socket provider = new Socket(host, target.getPort())) {
			tunnels.add(provider);
			RawServer.write(client, "HTTP/1.1 200 Connection established", "", "");
			Thread.ofVirtual().start(() -> pass(provider, client));
			pass(client, provider);
		}
	}

	private static void pass(Socket from, Socket to) {
		try {
			from.getInputStream().transferTo(to.getOutputStream());
			to.close();
		}
		catch (IOException ex) {
			// One of the two hung up
		}
	}

	@Override
	public void close() {
		server.close();
	}

}
