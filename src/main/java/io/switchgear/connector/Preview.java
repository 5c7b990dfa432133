package io.switchgear.connector;

import java.util.List;
import java.util.Map;

import io.switchgear.problem.WireName;
import org.jspecify.annotations.Nullable;

/**
 * What a change would send.
 *
 * @param method HTTP method of the write
 * @param path its path below the provider's base URL
 * @param body its members, secrets as the word {@code set}
 * @param checks what was really checked on the way
 */
public record Preview(String method, String path, Map<String, @Nullable Object> body, List<Check> checks) {

	/** What can be checked without writing. */
	public enum Check implements WireName {

		/** The id is one that the provider can have. */
		ID,
		/** The caller may write to the provider. */
		PERMISSION,
		/** All credentials that the write needs are at hand. */
		CREDENTIALS,
		/** The provider was read, and has the integration. */
		PROVIDER_READ;

		@Override
		public String wireName() {
			return WireName.super.wireName().replace('_', '-');
		}

	}

}
