package io.switchgear.change;

import java.util.UUID;
import java.util.function.Function;

import io.switchgear.change.background.BatchGuard;

/** Where no batch is guarded. */
final class NoGuard implements BatchGuard {

	@Override
	public <T> T whileHeld(UUID batch, Function<Room, T> work) {
		throw new IllegalStateException("The batch " + batch + " is not guarded");
	}

}
