package io.switchgear.problem;

import java.io.Serial;

/** A setting that stops the start. The message is one line and never holds the value. */
public final class InvalidConfiguration extends RuntimeException {

	@Serial
	private static final long serialVersionUID = 1L;

	public InvalidConfiguration(String property, String fault) {
		super(property + " " + fault);
	}

}
