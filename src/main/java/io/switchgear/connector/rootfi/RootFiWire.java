package io.switchgear.connector.rootfi;

import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * What goes over the wire to RootFi and back. The records hold secrets in clear, so they
 * do not print them.
 */
final class RootFiWire {

	private RootFiWire() {
	}

	/** A full replacement: a member left out would be reset, so none is. */
	@JsonInclude(JsonInclude.Include.ALWAYS)
	record Update(@JsonProperty("client_id") String clientId, @JsonProperty("client_secret") String clientSecret,
			@JsonProperty("is_disabled") Boolean isDisabled,
			@JsonProperty("is_rootfi_identity") @Nullable Boolean isRootfiIdentity) {

		@Override
		public String toString() {
			return "Update[isDisabled=" + isDisabled + ", isRootfiIdentity=" + isRootfiIdentity + "]";
		}
	}

	record Answer(@JsonProperty("data") @Nullable Integration data,
			@JsonProperty("request_id") @Nullable String requestId) {
	}

	record Integration(@JsonProperty("integration_type") @Nullable String type,
			@JsonProperty("rootfi_integration_type") @Nullable String newerType,
			@JsonProperty("client_id") @Nullable String clientId,
			@JsonProperty("client_secret") @Nullable String clientSecret,
			@JsonProperty("is_disabled") @Nullable Boolean isDisabled,
			@JsonProperty("is_rootfi_identity") @Nullable Boolean isRootfiIdentity) {

		/** Types come as {@code ZOHO_BOOKS} and as {@code ZOHO BOOKS}, in either case. */
		@Nullable String typeName() {
			String name = (type != null) ? type : newerType;
			return (name != null) ? name.replace(' ', '_').toUpperCase(Locale.ROOT) : null;
		}

		@Override
		public String toString() {
			return "Integration[type=" + type + ", isDisabled=" + isDisabled + "]";
		}
	}

}
