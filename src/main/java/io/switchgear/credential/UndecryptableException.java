package io.switchgear.credential;

import java.io.Serial;

/**
 * Credentials are stored that cannot be decrypted: the keyset lacks their key, or the row
 * was altered.
 */
public final class UndecryptableException extends IllegalStateException {

	@Serial
	private static final long serialVersionUID = 1L;

	UndecryptableException(String integrationId, Throwable cause) {
		super("Credentials of " + integrationId
				+ " cannot be decrypted: the keyset lacks their key, or the row was altered", cause);
	}

}
