package io.switchgear.connector;

import java.util.function.Consumer;
import java.util.function.Supplier;

import io.switchgear.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/**
 * What a connector saw of an integration just before it wrote, for the history of the
 * change. It is bound to the calling thread, so that the code in between need not hand it
 * on.
 */
public final class Sighting {

	private static final ScopedValue<Sighting> CURRENT = ScopedValue.newInstance();

	private volatile @Nullable ProviderState seen;

	private volatile @Nullable Consumer<ProviderState> check;

	/**
	 * Reports what {@link ProviderConnector#apply} read before its write. May be called
	 * by whoever reads, also if nobody wants to know; the last one counts. What is read
	 * after a write must not be reported.
	 * @throws ProblemException if nothing may be written; it has to pass
	 */
	public static void report(ProviderState state) {
		if (CURRENT.isBound()) {
			CURRENT.get().take(state);
		}
	}

	/**
	 * Has what is reported checked, so that nothing is written if it is not as it should
	 * be; has to run in {@link #during}.
	 * @param check may throw, which ends the call of the connector
	 */
	public static void expect(Consumer<ProviderState> check) {
		CURRENT.get().check = check;
	}

	/** Runs the work with this bound to the thread. */
	public <T extends @Nullable Object> T during(Supplier<T> work) {
		return ScopedValue.where(CURRENT, this).call(work::get);
	}

	private void take(ProviderState state) {
		seen = state;
		Consumer<ProviderState> asked = check;
		if (asked != null) {
			asked.accept(state);
		}
	}

	/** Null if nothing was reported. */
	public @Nullable ProviderState seen() {
		return seen;
	}

}
