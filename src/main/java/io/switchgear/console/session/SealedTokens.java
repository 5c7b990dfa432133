package io.switchgear.console.session;

import java.util.Objects;

import io.switchgear.credential.CredentialCipher;
import io.switchgear.credential.UndecryptableException;
import org.jspecify.annotations.Nullable;

/**
 * Tokens as a session has them: encrypted, and of no use in another session's row.
 */
record SealedTokens(CredentialCipher cipher) {

	/** The attribute of a session that has them. */
	static final String ATTRIBUTE = "tokens";

	private static final String PURPOSE = "console-session/";

	byte[] seal(String session, Tokens tokens) {
		return Objects.requireNonNull(cipher.encrypt(PURPOSE + session, tokens.stored()));
	}

	/** Null if there are none, or if they are encrypted with a key that is gone. */
	@Nullable Tokens open(String session, @Nullable Object attribute) {
		if (!(attribute instanceof byte[] sealed)) {
			return null;
		}
		try {
			return Tokens.of(cipher.decrypt(PURPOSE + session, sealed));
		}
		// Its message names the session, which is a secret.
		catch (UndecryptableException ex) {
			return null;
		}
	}

}
