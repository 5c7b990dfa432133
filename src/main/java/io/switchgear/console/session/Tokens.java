package io.switchgear.console.session;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

import io.switchgear.credential.Secret;
import org.jspecify.annotations.Nullable;

/**
 * What the issuer gave for a login.
 *
 * @param access what the API is called with
 * @param refresh gets the next ones; null if the issuer gives none
 * @param id the latest one; proves the login to the issuer when it is to end
 */
public record Tokens(Secret access, Instant issuedAt, Instant expiresAt, @Nullable Secret refresh, Secret id) {

	private static final Duration AHEAD = Duration.ofSeconds(30);

	/**
	 * Issuers exist whose tokens live for a minute: those are not refreshed all the time.
	 */
	private static final int PART_OF_LIFETIME = 4;

	static Tokens of(Map<String, Secret> stored) {
		return new Tokens(stored("access", stored), instant("issuedAt", stored), instant("expiresAt", stored),
				stored.get("refresh"), stored("id", stored));
	}

	Map<String, Secret> stored() {
		Map<String, Secret> stored = new LinkedHashMap<>();
		stored.put("access", access);
		stored.put("issuedAt", Secret.of(issuedAt.toString()));
		stored.put("expiresAt", Secret.of(expiresAt.toString()));
		if (refresh != null) {
			stored.put("refresh", refresh);
		}
		stored.put("id", id);
		return stored;
	}

	/** Returns true if they expire so soon that others should be fetched. */
	public boolean areDue(Instant now) {
		Duration part = Duration.between(issuedAt, expiresAt).dividedBy(PART_OF_LIFETIME);
		return !now.isBefore(expiresAt.minus((part.compareTo(AHEAD) < 0) ? part : AHEAD));
	}

	public boolean areExpired(Instant now) {
		return !now.isBefore(expiresAt);
	}

	private static Secret stored(String name, Map<String, Secret> stored) {
		return Objects.requireNonNull(stored.get(name), name);
	}

	private static Instant instant(String name, Map<String, Secret> stored) {
		return Instant.parse(stored(name, stored).reveal());
	}

}
