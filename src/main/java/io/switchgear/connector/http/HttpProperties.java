package io.switchgear.connector.http;

import java.util.Map;

import io.switchgear.credential.Secret;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of a provider with a descriptor, below {@code switchgear.providers.<name>}.
 *
 * @param descriptor the file that says how to call it, with or without {@code file:}
 * @param user what goes with the key: the user of Basic authentication, the client id of
 * client credentials
 * @param audience what access tokens are asked for
 * @param keys further keys, {@code {keys.<name>}} in headers of the descriptor
 */
record HttpProperties(String descriptor, @Nullable String user, @Nullable String audience,
		@DefaultValue Map<String, Secret> keys) {
}
