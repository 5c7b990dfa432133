package io.switchgear.contract.beacon;

import io.switchgear.connector.ErrorBody;
import io.switchgear.connector.ProviderError;

/** Reads error bodies: {@code {"reason": "…"}}. */
final class BeaconErrors {

	private BeaconErrors() {
	}

	static ProviderError read(String body) {
		return ErrorBody.object(body)
			.map((error) -> new ProviderError(ErrorBody.text(error, "reason"), null, null))
			.orElse(ProviderError.UNREADABLE);
	}

}
