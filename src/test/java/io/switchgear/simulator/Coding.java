package io.switchgear.simulator;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.function.UnaryOperator;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;

/**
 * Makes bodies what their {@code Content-Encoding} says, if it is one of the usual two.
 */
enum Coding implements UnaryOperator<byte[]> {

	NONE, GZIP, DEFLATE;

	static Coding of(Reply reply) {
		return switch (reply.headers().getOrDefault("Content-Encoding", "")) {
			case "gzip" -> GZIP;
			case "deflate" -> DEFLATE;
			default -> NONE;
		};
	}

	@Override
	public byte[] apply(byte[] body) {
		ByteArrayOutputStream encoded = new ByteArrayOutputStream();
		try (OutputStream encoding = encodingTo(encoded)) {
			encoding.write(body);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return encoded.toByteArray();
	}

	private OutputStream encodingTo(OutputStream output) throws IOException {
		return switch (this) {
			case NONE -> output;
			case GZIP -> new GZIPOutputStream(output);
			case DEFLATE -> new DeflaterOutputStream(output);
		};
	}

}
