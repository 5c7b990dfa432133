package io.switchgear.connector;

import java.util.Map;

import io.switchgear.credential.Secret;

/**
 * The integration that a connector is to act on.
 *
 * @param storedCredentials what was given earlier and is kept for it; empty where nothing
 * is
 */
public record Target(IntegrationRef ref, Map<String, Secret> storedCredentials) {
}
