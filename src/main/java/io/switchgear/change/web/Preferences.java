package io.switchgear.change.web;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * What a caller prefers (RFC 7240, section 4). Preferences that are not known or make no
 * sense are ignored, as that RFC wants it.
 *
 * @param respondAsync to be answered at once, the change going on in the background
 * @param longestWait to be answered after that time at the latest; a minute where more
 * was asked for
 */
record Preferences(boolean respondAsync, @Nullable Duration longestWait) {

	static final String HEADER = "Prefer";

	static final String APPLIED = "Preference-Applied";

	// More than any proxy in between would.
	private static final long MAX_WAIT_SECONDS = 60;

	private static final Pattern WAIT = Pattern.compile("wait\\s*=\\s*\"?(\\d{1,5})\"?");

	static Preferences of(List<String> headers) {
		boolean async = false;
		Duration wait = null;
		for (String preference : String.join(",", headers).split(",", -1)) {
			String name = preference.strip().toLowerCase(Locale.ROOT);
			async |= name.equals("respond-async");
			Matcher matcher = WAIT.matcher(name);
			if (wait == null && matcher.matches()) {
				wait = Duration.ofSeconds(Math.min(Long.parseLong(matcher.group(1)), MAX_WAIT_SECONDS));
			}
		}
		return new Preferences(async, wait);
	}

	/** Null where none was expressed. */
	@Nullable String applied() {
		List<String> applied = new ArrayList<>();
		if (respondAsync) {
			applied.add("respond-async");
		}
		if (longestWait != null) {
			applied.add("wait=" + longestWait.toSeconds());
		}
		return applied.isEmpty() ? null : String.join(", ", applied);
	}

}
