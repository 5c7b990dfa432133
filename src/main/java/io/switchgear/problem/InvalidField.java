package io.switchgear.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * One thing that is wrong with a request, either in its body or in a parameter.
 *
 * @param pointer JSON Pointer (RFC 6901) into the body, null for a parameter
 * @param parameter name of a parameter in the query, the path or the headers, null for
 * the body
 * @param message what is expected; never repeats the value that was sent
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record InvalidField(
		@Schema(description = "JSON Pointer (RFC 6901) into the body. Empty for the whole body",
				example = "/labels/team") @Nullable String pointer,
		@Schema(description = "Name of the query, path or header parameter. Absent for errors in the body",
				example = "limit") @Nullable String parameter,
		@Schema(description = "What is expected. Never repeats the value that was sent",
				example = "must be a string") String message) {

	private static final int MAX_NAME_LENGTH = 200;

	/**
	 * Tells the two places apart by their form.
	 * @param place a JSON Pointer, which is empty or begins with a slash, or the name of
	 * a parameter
	 */
	public InvalidField(String place, String message) {
		this(isPointer(place) ? place : null, isPointer(place) ? null : place, message);
	}

	/**
	 * About a member whose name the caller may have made up: it is escaped, cut, and
	 * shown without what cannot be.
	 * @param parent the pointer of the object that has the member
	 */
	public static InvalidField ofMember(String parent, String name, String message) {
		return new InvalidField(pointer(parent, name), message);
	}

	public static String pointer(String parent, String name) {
		return parent + "/" + Text.cut(Text.replaced(name.replace("~", "~0").replace("/", "~1")), MAX_NAME_LENGTH);
	}

	/** For a person. */
	String described() {
		String place = (parameter != null) ? parameter : pointer;
		return ((place == null || place.isEmpty()) ? "The body" : place + ":") + " " + message;
	}

	private static boolean isPointer(String place) {
		return place.isEmpty() || place.startsWith("/");
	}

}
