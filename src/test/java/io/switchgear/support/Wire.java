package io.switchgear.support;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One connection, for requests that no HTTP client would send. */
public final class Wire implements AutoCloseable {

	private static final Duration MAX_WAIT = Duration.ofSeconds(30);

	private final Socket socket;

	private final InputStream input;

	private Wire(Socket socket) throws IOException {
		this.socket = socket;
		this.input = new BufferedInputStream(socket.getInputStream());
	}

	public static Wire to(String baseUrl) {
		try {
			URI server = URI.create(baseUrl);
			Socket socket = new Socket(server.getHost(), server.getPort());
			socket.setSoTimeout((int) MAX_WAIT.toMillis());
			return new Wire(socket);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Sends these lines, the empty one after them, and what follows it. */
	public Wire send(String body, String... head) {
		return write(String.join("\r\n", head) + "\r\nHost: gateway\r\n\r\n" + body);
	}

	/** Sends exactly that, or as much as the gateway takes before it has answered. */
	public Wire write(String text) {
		try {
			socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
			return this;
		}
		catch (SocketException ex) {
			return this;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** The next response, interim ones included. */
	public Answer answer() {
		return next(true);
	}

	/** The next response, without waiting for its body. */
	public Answer head() {
		return next(false);
	}

	private Answer next(boolean whole) {
		try {
			int status = Integer.parseInt(line().split(" ", 3)[1]);
			Map<String, List<String>> fields = new LinkedHashMap<>();
			for (String field = line(); !field.isEmpty(); field = line()) {
				int colon = field.indexOf(':');
				fields.computeIfAbsent(field.substring(0, colon), (name) -> new ArrayList<>())
					.add(field.substring(colon + 1).strip());
			}
			HttpHeaders headers = HttpHeaders.of(fields, (name, value) -> true);
			return new Answer(status, headers, whole ? body(headers) : "");
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Waits for the other side to close the connection; drops what it still sends. */
	public void awaitEnd() {
		try {
			input.transferTo(OutputStream.nullOutputStream());
		}
		catch (SocketException ex) {
			// Reset, which is an end too
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private String body(HttpHeaders headers) throws IOException {
		if (headers.firstValue("Transfer-Encoding").isPresent()) {
			StringBuilder body = new StringBuilder();
			for (int size = size(); size > 0; size = size()) {
				body.append(new String(input.readNBytes(size), StandardCharsets.UTF_8));
				line();
			}
			line();
			return body.toString();
		}
		int length = headers.firstValue("Content-Length").map(Integer::parseInt).orElse(0);
		return new String(input.readNBytes(length), StandardCharsets.UTF_8);
	}

	private int size() throws IOException {
		return Integer.parseInt(line(), 16);
	}

	private String line() throws IOException {
		StringBuilder line = new StringBuilder();
		for (int next = input.read(); next != '\n'; next = input.read()) {
			if (next < 0) {
				throw new IOException("The connection ended after: " + line);
			}
			line.append((char) next);
		}
		return line.toString().stripTrailing();
	}

	@Override
	public void close() {
		try {
			socket.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
