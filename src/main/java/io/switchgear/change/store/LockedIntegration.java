package io.switchgear.change.store;

import java.util.UUID;

import io.switchgear.integration.Integration;
import org.jspecify.annotations.Nullable;

/**
 * An integration whose row this transaction has locked, so that nothing of it changes.
 *
 * @param lease of the change that is being applied; null if none is
 * @param credentials ciphertext of those that are stored
 * @param waiting how many changes wait, with those that are to be withdrawn with their
 * batch
 * @param open its changes that wait or are being applied, without those
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record LockedIntegration(Integration integration, @Nullable UUID lease, byte @Nullable [] credentials,
		int waiting, OpenChanges open) {
}
