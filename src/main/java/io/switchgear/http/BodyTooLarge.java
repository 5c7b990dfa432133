package io.switchgear.http;

import java.io.IOException;
import java.io.Serial;

/** Thrown while a body is read that goes beyond what is let in. */
public final class BodyTooLarge extends IOException {

	@Serial
	private static final long serialVersionUID = 1L;

	public BodyTooLarge(long limit) {
		super("The body is over %d bytes".formatted(limit));
	}

}
