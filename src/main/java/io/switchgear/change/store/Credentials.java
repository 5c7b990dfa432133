package io.switchgear.change.store;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

import io.switchgear.connector.IntegrationRef;
import io.switchgear.connector.Target;
import io.switchgear.credential.CredentialCipher;
import io.switchgear.credential.Secret;
import io.switchgear.credential.UndecryptableException;
import io.switchgear.integration.Patch;
import io.switchgear.problem.Problem;
import io.switchgear.problem.ProblemCode;
import io.switchgear.problem.ProblemException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What changes do with the credentials that are stored for an integration. */
public final class Credentials {

	private static final Logger log = LoggerFactory.getLogger(Credentials.class);

	private final CredentialCipher cipher;

	private final Function<String, Set<String>> names;

	/** The function tells which credentials a provider knows. */
	public Credentials(CredentialCipher cipher, Function<String, Set<String>> names) {
		this.cipher = cipher;
		this.names = names;
	}

	/** Whether a patch changes what is stored. */
	public static boolean areIn(Patch patch) {
		return !patch.desired().credentials().isEmpty() || !patch.forgotten().isEmpty();
	}

	public byte @Nullable [] encrypted(IntegrationRef ref, Map<String, Secret> credentials) {
		return cipher.encrypt(ref.id(), credentials);
	}

	/**
	 * What a patch is to be applied to. Stored credentials that cannot be decrypted count
	 * as not stored: the provider may show its own.
	 */
	public Target target(IntegrationRef ref, byte @Nullable [] stored) {
		try {
			return new Target(ref, cipher.decrypt(ref.id(), stored));
		}
		catch (UndecryptableException ex) {
			log.warn("{}; going on without them", ex.getMessage());
			return new Target(ref, Map.of());
		}
	}

	/**
	 * The credentials that were given with a change.
	 * @throws ProblemException with {@code credentials.required} if they cannot be
	 * decrypted
	 */
	public Map<String, Secret> given(IntegrationRef ref, byte @Nullable [] stored) {
		try {
			return cipher.decrypt(ref.id(), stored);
		}
		catch (UndecryptableException ex) {
			throw Problem
				.of(ProblemCode.CREDENTIALS_REQUIRED,
						"The credentials given with the change cannot be decrypted any more")
				.asException(ex);
		}
	}

	/**
	 * What is to be stored once the patch is applied; empty if it stays as it is.
	 * @throws ProblemException with {@code credentials.required} if others are to stay
	 * that cannot be decrypted
	 */
	public Optional<Map<String, Secret>> updated(IntegrationRef ref, byte @Nullable [] stored, Patch patch) {
		if (!areIn(patch)) {
			return Optional.empty();
		}
		Map<String, Secret> given = patch.desired().credentials();
		Set<String> named = new HashSet<>(given.keySet());
		named.addAll(patch.forgotten());
		boolean all = named.containsAll(names.apply(ref.provider()));
		Map<String, Secret> updated = new LinkedHashMap<>(all ? Map.of() : decrypted(ref, stored));
		updated.putAll(given);
		updated.keySet().removeAll(patch.forgotten());
		return Optional.of(updated);
	}

	private Map<String, Secret> decrypted(IntegrationRef ref, byte @Nullable [] stored) {
		try {
			return cipher.decrypt(ref.id(), stored);
		}
		catch (UndecryptableException ex) {
			throw Problem
				.of(ProblemCode.CREDENTIALS_REQUIRED,
						"What is stored for %s cannot be decrypted; give all credentials, or forget them all by null"
							.formatted(ref))
				.asException(ex);
		}
	}

}
