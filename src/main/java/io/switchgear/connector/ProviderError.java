package io.switchgear.connector;

import io.switchgear.outbound.CallScope;
import org.jspecify.annotations.Nullable;

/**
 * What could be read from an error body. Values are opaque and not yet fit to be shown.
 *
 * @param code the provider's own error code
 * @param message its own words; null if the body is not of a form it is known to write
 * @param requestId its id of the call
 */
public record ProviderError(@Nullable String code, @Nullable String message, @Nullable String requestId) {

	public static final ProviderError UNREADABLE = new ProviderError(null, null, null);

	public ProviderError redacted(CallScope scope) {
		return new ProviderError(scope.redacted(code), scope.redacted(message), scope.redacted(requestId));
	}

}
