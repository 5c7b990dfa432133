package io.switchgear.connector.http.descriptor;

import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Stands for a value that a call knows.
 *
 * @param name of a part of the id, a setting, a credential or a further key; empty for
 * the others
 */
public record Placeholder(Kind kind, String name) {

	static final Pattern IN_TEXT = Pattern.compile("\\{([A-Za-z][A-Za-z0-9_.-]*)}");

	private static final Map<String, Kind> SINGLE = Map.of("id", Kind.ID, "enabled", Kind.ENABLED, "disabled",
			Kind.DISABLED, "state", Kind.STATE, "key", Kind.KEY, "token", Kind.TOKEN);

	private static final Map<String, Kind> NAMED = Map.of("settings", Kind.SETTING, "credentials", Kind.CREDENTIAL,
			"keys", Kind.KEY);

	/** What a placeholder stands for. */
	public enum Kind {

		ID, ENABLED, DISABLED, STATE, SETTING, CREDENTIAL, KEY, TOKEN;

		/** Whether it says if the integration is to be on. */
		public boolean switches() {
			return this == ENABLED || this == DISABLED || this == STATE;
		}

		public boolean secret() {
			return this == KEY || this == TOKEN;
		}

	}

	/**
	 * Reads what stands between the braces.
	 * @param parts names of the parts of an id
	 * @throws Fault if there is no such placeholder
	 */
	static Placeholder of(String inner, Set<String> parts, String pointer) {
		Kind single = SINGLE.get(inner);
		if (single != null) {
			return new Placeholder(single, "");
		}
		if (parts.contains(inner)) {
			return new Placeholder(Kind.ID, inner);
		}
		int dot = inner.indexOf('.');
		Kind named = (dot > 0) ? NAMED.get(inner.substring(0, dot)) : null;
		String name = inner.substring(dot + 1);
		if (named == null || !name.matches((named == Kind.KEY) ? "[a-z][a-z0-9-]*" : Descriptor.NAME)) {
			throw new Fault(pointer,
					"has {%s}, which stands for nothing; known are {id}, its named groups%s, {enabled}, {disabled}, {state}, {settings.<name>}, {credentials.<name>}, and in headers {key}, {keys.<name>}, {token}"
						.formatted(inner, parts.isEmpty() ? "" : " " + parts));
		}
		return new Placeholder(named, name);
	}

	/** The placeholder that the text consists of, null if it is more or less than one. */
	static @Nullable Placeholder whole(String text, Set<String> parts, String pointer) {
		Matcher matcher = IN_TEXT.matcher(text);
		return matcher.matches() ? of(matcher.group(1), parts, pointer) : null;
	}

	static boolean reserved(String name) {
		return SINGLE.containsKey(name) || NAMED.containsKey(name);
	}

	@Override
	public String toString() {
		return kind + (name.isEmpty() ? "" : " " + name);
	}

}
