package io.switchgear.http;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.switchgear.problem.InvalidField;
import io.switchgear.problem.Problem;
import io.switchgear.problem.WireName;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads a JSON object of a request member by member and collects all that is wrong with
 * it, also in the objects within it. Data binding would not do: in a merge patch an
 * absent member and a null one mean different things. What was read must not be used
 * before {@link #refuseErrors} has been called. Used by one thread.
 */
public final class BodyMembers {

	/** How long the reason of a write may be. */
	public static final int MAX_REASON_LENGTH = 500;

	private static final Duration MAX_AHEAD = Duration.ofDays(366);

	private static final int MAX_NAME_LENGTH = 200;

	private final ObjectNode object;

	private final String at;

	private final List<InvalidField> errors;

	private BodyMembers(ObjectNode object, String at, List<InvalidField> errors) {
		this.object = object;
		this.at = at;
		this.errors = errors;
	}

	/**
	 * Starts with a whole body; members that are not known are wrong.
	 * @throws ProblemException with {@code request.invalid} if it is no object
	 */
	public static BodyMembers of(JsonNode body, Set<String> known) {
		if (!(body instanceof ObjectNode object)) {
			throw Problem.invalid("", "must be a JSON object").asException();
		}
		BodyMembers members = new BodyMembers(object, "", new ArrayList<>());
		members.refuseUnknown(known);
		return members;
	}

	/** Whether the member is there, null or not. */
	public boolean has(String name) {
		return object.has(name);
	}

	/** Whether the member is there and null. */
	public boolean isNull(String name) {
		return object.path(name).isNull();
	}

	public Set<Map.Entry<String, JsonNode>> all() {
		return object.properties();
	}

	/** Null where the member is absent, null, or no object. */
	public @Nullable BodyMembers within(String name) {
		JsonNode value = object.get(name);
		if (value instanceof ObjectNode inner) {
			return new BodyMembers(inner, InvalidField.pointer(at, name), errors);
		}
		if (value != null && !value.isNull()) {
			wrong(name, "must be an object");
		}
		return null;
	}

	public void refuseUnknown(Set<String> known) {
		object.propertyNames()
			.stream()
			.filter((name) -> !known.contains(name))
			.forEach((name) -> wrong(name, "is not a member of this body"));
	}

	/** Null if the member is absent or null. */
	public @Nullable Boolean flag(String name) {
		JsonNode value = object.path(name);
		if (value.isMissingNode() || value.isNull()) {
			return null;
		}
		if (!value.isBoolean()) {
			wrong(name, "must be true or false");
			return null;
		}
		return value.booleanValue();
	}

	/** Null if the member is absent or null. */
	public @Nullable Integer number(String name, int least, int most) {
		JsonNode value = object.path(name);
		if (value.isMissingNode() || value.isNull()) {
			return null;
		}
		if (!value.isIntegralNumber() || !value.canConvertToInt() || value.intValue() < least
				|| value.intValue() > most) {
			wrong(name, "must be a whole number from %d to %d".formatted(least, most));
			return null;
		}
		return value.intValue();
	}

	/** Null where the member is absent or null. */
	public @Nullable String text(String name, int longest) {
		JsonNode value = object.path(name);
		if (value.isMissingNode() || value.isNull()) {
			return null;
		}
		if (!value.isString()) {
			wrong(name, "must be a string");
			return null;
		}
		if (!Parameters.isText(value.stringValue(), longest)) {
			wrong(name, Parameters.textOf(longest));
		}
		return value.stringValue();
	}

	/** Why a write is made; null where the body does not say. */
	public @Nullable String reason() {
		return text("reason", MAX_REASON_LENGTH);
	}

	/** Null where the member is absent or null. */
	public @Nullable Instant time(String name) {
		JsonNode value = object.path(name);
		if (value.isMissingNode() || value.isNull()) {
			return null;
		}
		Instant time = Parameters.instant(value.isString() ? value.stringValue() : "").orElse(null);
		if (time == null) {
			wrong(name, Parameters.TIME);
		}
		return time;
	}

	/** The same of a time that must not be further ahead of now than is sensible. */
	public @Nullable Instant timeAhead(String name, Instant now) {
		Instant time = time(name);
		if (time != null && time.isAfter(now.plus(MAX_AHEAD))) {
			wrong(name, "must be at most %d days ahead".formatted(MAX_AHEAD.toDays()));
		}
		return time;
	}

	/** The constant that the member names; null where it is absent or null. */
	public <E extends Enum<E> & WireName> @Nullable E oneOf(String name, Class<E> type) {
		String value = text(name, MAX_NAME_LENGTH);
		E constant = (value != null) ? Parameters.constant(type, value) : null;
		if (value != null && constant == null) {
			wrong(name, Parameters.oneOf(type));
		}
		return constant;
	}

	/** Something is wrong with the object as a whole. */
	public void wrong(String message) {
		errors.add(new InvalidField(at, message));
	}

	public void wrong(String name, String message) {
		errors.add(InvalidField.ofMember(at, name, message));
	}

	/**
	 * Ends the reading.
	 * @throws ProblemException with {@code request.invalid} if anything was wrong
	 */
	public void refuseErrors() {
		if (!errors.isEmpty()) {
			throw Problem.invalid(errors).asException();
		}
	}

}
