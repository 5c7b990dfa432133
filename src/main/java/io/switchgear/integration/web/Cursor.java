package io.switchgear.integration.web;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.UUID;

import io.switchgear.connector.IntegrationRef;
import io.switchgear.problem.Problem;
import io.switchgear.problem.ProblemException;
import org.jspecify.annotations.Nullable;
import org.springframework.modulith.NamedInterface;

/** Where a part of a list begins, in a form that callers do not take apart. */
@NamedInterface("lists")
public final class Cursor {

	private Cursor() {
	}

	static @Nullable String encode(@Nullable String position) {
		return (position == null) ? null
				: Base64.getUrlEncoder().withoutPadding().encodeToString(position.getBytes(StandardCharsets.UTF_8));
	}

	static @Nullable IntegrationRef integration(@Nullable String cursor) {
		if (cursor == null) {
			return null;
		}
		String position = decode(cursor);
		int slash = position.indexOf('/');
		if (slash < 0) {
			throw invalid();
		}
		return new IntegrationRef(position.substring(0, slash), position.substring(slash + 1));
	}

	/** For lists of what has time-ordered ids. */
	public static @Nullable UUID timeOrdered(@Nullable String cursor) {
		try {
			return (cursor != null) ? UUID.fromString(decode(cursor)) : null;
		}
		catch (IllegalArgumentException ex) {
			throw invalid();
		}
	}

	private static String decode(String cursor) {
		try {
			String position = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
			if (position.chars().anyMatch(Character::isISOControl)) {
				throw invalid();
			}
			return position;
		}
		catch (IllegalArgumentException ex) {
			throw invalid();
		}
	}

	private static ProblemException invalid() {
		return Problem.invalid("cursor", "must be the nextCursor of an earlier answer").asException();
	}

}
