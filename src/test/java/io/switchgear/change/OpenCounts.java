package io.switchgear.change;

/** Counts of the open changes, for tests outside of the package. */
public final class OpenCounts {

	private OpenCounts() {
	}

	public static OpenChangeCounts of(Tables tables) {
		return new OpenChangeCounts(tables.jdbc);
	}

}
