package io.switchgear.integration.web;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.switchgear.problem.Problem;
import org.jspecify.annotations.Nullable;

/** The version of an integration as an {@code ETag} (RFC 9110, section 8.8.3). */
final class EntityTag {

	private static final Pattern FORM = Pattern.compile("\"(\\d{1,18})\"");

	private EntityTag() {
	}

	static String of(long version) {
		return "\"" + version + "\"";
	}

	/** Null where any version will do. */
	static @Nullable Long expected(@Nullable String ifMatch) {
		if (ifMatch == null || ifMatch.strip().equals("*")) {
			return null;
		}
		Matcher matcher = FORM.matcher(ifMatch.strip());
		if (!matcher.matches()) {
			throw Problem.invalid("If-Match", "must be one ETag of this integration, or *").asException();
		}
		return Long.valueOf(matcher.group(1));
	}

}
