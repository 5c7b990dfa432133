package io.switchgear.contract.beacon;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/** What goes over the wire and back. */
final class BeaconWire {

	private BeaconWire() {
	}

	record Light(@JsonProperty("lit") boolean lit) {
	}

	record Beacon(@JsonProperty("lit") @Nullable Boolean lit, @JsonProperty("colour") @Nullable String colour) {
	}

}
