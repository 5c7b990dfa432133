package io.switchgear.batch.guard;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How many errors a batch may have. One more stops it.
 *
 * @param value a number of items, or a percentage of items
 */
public record MaxErrors(int value, boolean percent) {

	private static final Pattern PERCENTAGE = Pattern.compile("(0|[1-9]\\d?|100)%");

	/** Empty unless it is a whole percentage such as {@code 10%}. */
	public static Optional<MaxErrors> ofPercentage(String text) {
		return PERCENTAGE.matcher(text).matches()
				? Optional.of(new MaxErrors(Integer.parseInt(text, 0, text.length() - 1, 10), true)) : Optional.empty();
	}

	/** How many of so many items may fail. */
	int of(int items) {
		return percent ? (int) ((long) items * value / 100) : value;
	}

	/** As callers write it: a number or a percentage. */
	public Object wireValue() {
		return percent ? value + "%" : (Object) value;
	}

}
