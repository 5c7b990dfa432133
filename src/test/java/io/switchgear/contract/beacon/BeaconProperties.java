package io.switchgear.contract.beacon;

import io.switchgear.credential.Secret;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the connector's own, below {@code switchgear.providers.<name>}.
 *
 * @param harbour number of the harbour that the beacons belong to
 * @param passphrase what the provider wants beside the key
 */
record BeaconProperties(@DefaultValue("1") int harbour, Secret passphrase) {
}
