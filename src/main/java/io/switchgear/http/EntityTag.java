package io.switchgear.http;

import java.util.List;
import java.util.regex.Pattern;

import io.switchgear.problem.Problem;
import io.switchgear.problem.ProblemException;
import org.springframework.http.ETag;

/** The version of an integration as an {@code ETag} (RFC 9110, section 8.8.3). */
public final class EntityTag {

	// RFC 9110, section 8.8.3
	private static final String TAG = "(?:W/)?\"[\\x21\\x23-\\x7e\\x80-\\xff]*\"";

	private static final Pattern LIST = Pattern
		.compile("[ \\t,]*" + TAG + "(?:[ \\t]*,[ \\t]*(?:" + TAG + ")?)*[ \\t]*");

	private EntityTag() {
	}

	public static String of(long version) {
		return "\"" + version + "\"";
	}

	/**
	 * Reads a list of them.
	 * @throws ProblemException with {@code request.invalid} if it is none
	 */
	public static List<ETag> list(String header, String given) {
		// What is read leniently would let a condition pass that was garbled on its way.
		if (!LIST.matcher(given).matches()) {
			throw Problem.invalid(header, "must be ETags of this integration, or *").asException();
		}
		return ETag.parse(given);
	}

}
