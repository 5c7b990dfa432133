package io.switchgear.connector;

/**
 * An integration as its provider lists it.
 *
 * @param externalId the id as the provider writes it
 * @param state what the list says of it; what a list leaves out is empty or null
 */
public record ListedIntegration(String externalId, ProviderState state) {
}
