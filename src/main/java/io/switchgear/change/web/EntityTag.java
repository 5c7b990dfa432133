package io.switchgear.change.web;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.switchgear.integration.ExpectedVersion;
import io.switchgear.problem.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ETag;

/** The version of an integration as an {@code ETag} (RFC 9110, section 8.8.3). */
final class EntityTag {

	// RFC 9110, section 8.8.3
	private static final String TAG = "(?:W/)?\"[\\x21\\x23-\\x7e\\x80-\\xff]*\"";

	private static final Pattern LIST = Pattern
		.compile("[ \\t,]*" + TAG + "(?:[ \\t]*,[ \\t]*(?:" + TAG + ")?)*[ \\t]*");

	private static final Pattern GIVEN = Pattern.compile("\\d+");

	private EntityTag() {
	}

	static String of(long version) {
		return "\"" + version + "\"";
	}

	/**
	 * What {@code If-Match} asks for; null where it is absent.
	 * @param lines of which each may be a list
	 */
	static @Nullable ExpectedVersion expected(List<String> lines) {
		if (lines.isEmpty()) {
			return null;
		}
		String given = String.join(",", lines);
		if (given.strip().equals("*")) {
			return new ExpectedVersion(null, false);
		}
		// What is read leniently would let a condition pass that was garbled on its way.
		if (!LIST.matcher(given).matches()) {
			throw Problem.invalid("If-Match", "must be ETags of this integration, or *").asException();
		}
		List<ETag> tags = ETag.parse(given);
		Set<String> strong = tags.stream().filter((tag) -> !tag.weak()).map(ETag::tag).collect(Collectors.toSet());
		boolean altered = tags.stream().anyMatch((tag) -> tag.weak() || !GIVEN.matcher(tag.tag()).matches());
		return new ExpectedVersion(strong, altered);
	}

}
