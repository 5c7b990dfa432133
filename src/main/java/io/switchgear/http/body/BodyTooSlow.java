package io.switchgear.http.body;

import java.io.IOException;
import java.io.Serial;

/** Thrown while a body is read that takes too long. */
final class BodyTooSlow extends IOException {

	@Serial
	private static final long serialVersionUID = 1L;

	BodyTooSlow() {
		super("The body took too long");
	}

}
