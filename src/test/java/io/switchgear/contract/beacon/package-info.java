/**
 * The beacons of a provider that does not exist: what the author of a connector writes.
 */
@NullMarked
package io.switchgear.contract.beacon;

import org.jspecify.annotations.NullMarked;
