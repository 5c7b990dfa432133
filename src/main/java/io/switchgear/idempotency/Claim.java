package io.switchgear.idempotency;

/**
 * An idempotency key as the table {@code idempotency_key} has it.
 *
 * @param fingerprint of the request that came with it
 */
public record Claim(String caller, String key, String fingerprint) {
}
