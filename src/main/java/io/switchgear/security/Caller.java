package io.switchgear.security;

import java.time.Instant;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Who is calling. A controller method gets it as a parameter.
 *
 * @param name the subject of the token
 * @param readable the only providers that may be read, null: all
 * @param writable the only providers that may be written to, null: all
 * @param until when the token expires, null: never
 */
public record Caller(String name, @Nullable Set<String> readable, @Nullable Set<String> writable,
		@Nullable Instant until) {

	public boolean mayRead(String provider) {
		return readable == null || readable.contains(provider);
	}

	public boolean mayWrite(String provider) {
		return writable == null || writable.contains(provider);
	}

}
