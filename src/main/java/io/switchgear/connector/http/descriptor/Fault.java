package io.switchgear.connector.http.descriptor;

import java.io.Serial;

/** Something that a descriptor must not say, and where it says it. */
final class Fault extends RuntimeException {

	@Serial
	private static final long serialVersionUID = 1L;

	private final String pointer;

	private final String reason;

	/**
	 * Refuses it.
	 * @param pointer JSON Pointer to the key
	 * @param reason one line that helps whoever wrote it
	 */
	Fault(String pointer, String reason) {
		super(reason, null, false, false);
		this.pointer = pointer;
		this.reason = reason;
	}

	String pointer() {
		return pointer;
	}

	String reason() {
		return reason;
	}

	/** The key as a person would say it: {@code write.body}. */
	String key() {
		return pointer.isEmpty() ? "" : pointer.substring(1).replace('/', '.').replace("~1", "/").replace("~0", "~");
	}

}
