package io.switchgear.integration.web;

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
		List<ETag> tags = ETag.parse(String.join(",", lines));
		if (tags.isEmpty()) {
			throw Problem.invalid("If-Match", "must be ETags of this integration, or *").asException();
		}
		if (tags.stream().anyMatch(ETag::isWildcard)) {
			return new ExpectedVersion(null, false);
		}
		Set<String> strong = tags.stream().filter((tag) -> !tag.weak()).map(ETag::tag).collect(Collectors.toSet());
		boolean altered = tags.stream().anyMatch((tag) -> tag.weak() || !GIVEN.matcher(tag.tag()).matches());
		return new ExpectedVersion(strong, altered);
	}

}
