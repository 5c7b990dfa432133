package io.switchgear.connector;

import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * What a connector saw of an integration just before it wrote, for the history of the
 * change. It is bound to the calling thread, so that the code in between need not hand it
 * on.
 */
public final class Sighting {

	private static final ScopedValue<Sighting> CURRENT = ScopedValue.newInstance();

	private volatile @Nullable ProviderState seen;

	/**
	 * Reports what {@link ProviderConnector#apply} read before its write. May be called
	 * by whoever reads, also if nobody wants to know; the last one counts. What is read
	 * after a write must not be reported.
	 */
	public static void report(ProviderState state) {
		if (CURRENT.isBound()) {
			CURRENT.get().seen = state;
		}
	}

	/** Runs the work with this bound to the thread. */
	public <T extends @Nullable Object> T during(Supplier<T> work) {
		return ScopedValue.where(CURRENT, this).call(work::get);
	}

	/** Null if nothing was reported. */
	public @Nullable ProviderState seen() {
		return seen;
	}

}
