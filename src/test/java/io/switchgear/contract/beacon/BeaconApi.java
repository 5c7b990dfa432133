package io.switchgear.contract.beacon;

import io.switchgear.contract.beacon.BeaconWire.Beacon;
import io.switchgear.contract.beacon.BeaconWire.Light;
import io.switchgear.outbound.ProviderOperation;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.service.annotation.PutExchange;

/** The provider's one call. */
interface BeaconApi {

	/** Sets an absolute state, so it may be repeated. */
	@ProviderOperation(value = "light", repeatable = true)
	@PutExchange(url = "/harbours/{harbour}/beacons/{id}", contentType = MediaType.APPLICATION_JSON_VALUE)
	@Nullable Beacon light(@PathVariable int harbour, @PathVariable String id, @RequestBody Light light);

}
