package io.switchgear.event;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which transactions had ended at a moment, as PostgreSQL's {@code pg_snapshot} says it:
 * all before {@code xmin}, none from {@code xmax} on, and of those between all but the
 * ones that ran.
 *
 * @param running in ascending order
 */
record Snapshot(long xmin, long xmax, List<Long> running) {

	/**
	 * Some hundred transactions that write at once; both of a position fit into a header.
	 */
	static final int MAX_LENGTH = 1500;

	private static final int RADIX = 36;

	// More digits than any transaction has, and few enough to add such numbers.
	private static final Pattern NUMBER = Pattern.compile("[0-9a-z]{1,11}");

	/** Reads PostgreSQL's form. */
	static Snapshot of(String text) {
		String[] parts = text.split(":", -1);
		return new Snapshot(Long.parseLong(parts[0]), Long.parseLong(parts[1]),
				Stream.of(parts[2].split(",")).filter((xid) -> !xid.isEmpty()).map(Long::valueOf).toList());
	}

	/** Reads what {@link #encoded} wrote; empty for anything that is no snapshot. */
	static Optional<Snapshot> decoded(String code) {
		String[] parts = code.split("\\.", -1);
		if (parts.length < 2 || !Stream.of(parts).allMatch((part) -> NUMBER.matcher(part).matches())) {
			return Optional.empty();
		}
		long xmin = Long.parseLong(parts[0], RADIX);
		long xmax = xmin + Long.parseLong(parts[1], RADIX);
		List<Long> running = new ArrayList<>();
		long last = xmin;
		for (String part : List.of(parts).subList(2, parts.length)) {
			last += Long.parseLong(part, RADIX);
			if (last >= xmax) {
				return Optional.empty();
			}
			running.add(last);
		}
		return (xmin > 0) ? Optional.of(new Snapshot(xmin, xmax, List.copyOf(running))) : Optional.empty();
	}

	/** Returns false if it is too long for the id of an event. */
	boolean isShort() {
		return encoded().length() <= MAX_LENGTH;
	}

	/** PostgreSQL's form. */
	String text() {
		return xmin + ":" + xmax + ":" + listed();
	}

	/** What ran, separated by commas. */
	String listed() {
		return running.stream().map(String::valueOf).collect(Collectors.joining(","));
	}

	/** A shorter form, of lower case letters, digits and dots: the distances. */
	String encoded() {
		StringBuilder code = new StringBuilder(Long.toString(xmin, RADIX)).append('.')
			.append(Long.toString(xmax - xmin, RADIX));
		long last = xmin;
		for (long xid : running) {
			code.append('.').append(Long.toString(xid - last, RADIX));
			last = xid;
		}
		return code.toString();
	}

	/** The part that needs no list: as if none had ended since the oldest that ran. */
	Snapshot floor() {
		return new Snapshot(xmin, xmin, List.of());
	}

}
