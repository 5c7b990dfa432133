package io.switchgear.integration;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.switchgear.connector.IntegrationRef;
import io.switchgear.http.EntityTag;
import io.switchgear.problem.Problem;
import io.switchgear.problem.ProblemCode;
import io.switchgear.problem.ProblemException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ETag;

/**
 * Which versions of an integration a write may go on from (RFC 9110, section 13.1.1).
 *
 * @param etags what stands between the quotes of strong ETags; null: any version, as long
 * as the integration is known here
 * @param altered whether an ETag came that the gateway gives to nobody, but that
 * something in between may have made of one
 */
public record ExpectedVersion(@Nullable Set<String> etags, boolean altered) {

	private static final Pattern GIVEN = Pattern.compile("\\d+");

	/**
	 * What {@code If-Match} asks for; null where it is absent.
	 * @param lines of which each may be a list
	 */
	public static @Nullable ExpectedVersion of(List<String> lines) {
		if (lines.isEmpty()) {
			return null;
		}
		String given = String.join(",", lines);
		if (given.strip().equals("*")) {
			return new ExpectedVersion(null, false);
		}
		List<ETag> tags = EntityTag.list("If-Match", given);
		Set<String> strong = tags.stream().filter((tag) -> !tag.weak()).map(ETag::tag).collect(Collectors.toSet());
		boolean altered = tags.stream().anyMatch((tag) -> tag.weak() || !GIVEN.matcher(tag.tag()).matches());
		return new ExpectedVersion(strong, altered);
	}

	/**
	 * Refuses to go on from another version.
	 * @param expected null: any
	 * @throws ProblemException with {@code integration.changed-meanwhile}
	 */
	public static void require(@Nullable ExpectedVersion expected, Integration current) {
		if (expected != null && expected.etags != null && !expected.etags.contains(current.etag())) {
			throw Problem
				.of(ProblemCode.INTEGRATION_CHANGED_MEANWHILE,
						"%s is now at version %d%s".formatted(current.ref(), current.version(), expected.hint()))
				.withETag("\"" + current.etag() + "\"")
				.asException();
		}
	}

	/**
	 * Refuses to go on from an integration that is not known here.
	 * @param expected null: it need not be known
	 * @throws ProblemException with {@code integration.changed-meanwhile}
	 */
	public static void requireKnown(@Nullable ExpectedVersion expected, IntegrationRef ref) {
		if (expected != null) {
			throw Problem
				.of(ProblemCode.INTEGRATION_CHANGED_MEANWHILE, ref + " is not known here, so it has no version")
				.asException();
		}
	}

	private String hint() {
		return altered ? "; a weak or altered ETag never matches: a proxy that compresses responses rewrites ETags, so "
				+ "have it leave this API alone, or send the version in quotes" : "";
	}

}
