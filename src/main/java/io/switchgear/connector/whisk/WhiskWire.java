package io.switchgear.connector.whisk;

import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * What goes over the wire to Whisk Studio and back. Unset members are left out of its
 * answers, not sent as null.
 */
final class WhiskWire {

	private static final String STATUS_PREFIX = "INTEGRATION_STATUS_";

	private static final String TYPE_PREFIX = "INTEGRATION_TYPE_";

	private static final String UNSET = "INVALID";

	private WhiskWire() {
	}

	record StateUpdate(@JsonProperty("integration_id") String integrationId, @JsonProperty("status") String status) {

		static StateUpdate of(String id, boolean enabled) {
			return new StateUpdate(id, STATUS_PREFIX + (enabled ? "ENABLED" : "DISABLED"));
		}
	}

	/**
	 * Empty by the documentation; anything else in it is an error that came with a
	 * success status.
	 */
	record StateUpdated(@JsonProperty("error_code") @Nullable String errorCode,
			@JsonProperty("code") @Nullable String code) {

		boolean contradictsSuccess() {
			return errorCode != null || code != null;
		}
	}

	record Paging(@JsonProperty("after") @Nullable String after) {

		@Nullable String next() {
			return (after != null && !after.isEmpty()) ? after : null;
		}
	}

	record Integration(@JsonProperty("id") @Nullable String id, @JsonProperty("type") @Nullable String type,
			@JsonProperty("status") @Nullable String status) {

		/** Null for a status that is unset or of a kind not known here. */
		@Nullable Boolean enabled() {
			String name = withoutPrefix(status, STATUS_PREFIX);
			if (name == null) {
				return null;
			}
			return switch (name) {
				case "ENABLED" -> true;
				case "DISABLED" -> false;
				default -> null;
			};
		}

		@Nullable String typeName() {
			return withoutPrefix(type, TYPE_PREFIX);
		}

		private static @Nullable String withoutPrefix(@Nullable String value, String prefix) {
			if (value == null) {
				return null;
			}
			String upper = value.toUpperCase(Locale.ROOT);
			String name = upper.startsWith(prefix) ? upper.substring(prefix.length()) : upper;
			return name.equals(UNSET) ? null : name;
		}
	}

}
