package io.switchgear.connector.http.descriptor;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

import org.jspecify.annotations.Nullable;

/**
 * What ids a provider can have, and what they consist of.
 *
 * @param max null if ids are no integers with a limit
 */
public record Ids(Pattern pattern, String form, @Nullable Long max, boolean lowercase) {

	private static final String AT = "/id";

	private static final String ANY = "[A-Za-z0-9._~:@+=-]{1,200}";

	private static final int MAX_DIGITS = 18;

	/** What a descriptor without a rule means. */
	private static final Descriptor.Id UNSAID = new Descriptor.Id(null, null, null, null);

	static Ids of(Descriptor.@Nullable Id given) {
		Descriptor.Id id = (given != null) ? given : UNSAID;
		boolean any = id.pattern() == null;
		Pattern pattern = compile((id.pattern() != null) ? id.pattern() : ANY);
		pattern.namedGroups().keySet().stream().filter(Placeholder::reserved).findFirst().ifPresent((name) -> {
			throw new Fault(AT + "/pattern", "has a group {%s}, which is another placeholder".formatted(name));
		});
		String form = any ? "one to 200 letters, digits and - . _ ~ : @ + =" : "of the form " + pattern.pattern();
		return new Ids(pattern, (id.form() != null) ? id.form() : form, id.max(), Boolean.TRUE.equals(id.lowercase()));
	}

	private static Pattern compile(String pattern) {
		try {
			return Pattern.compile(pattern);
		}
		catch (PatternSyntaxException ex) {
			throw new Fault(AT + "/pattern", "is no regular expression: " + ex.getDescription());
		}
	}

	/** The names of the parts of a composite id. */
	public Set<String> parts() {
		return pattern.namedGroups().keySet();
	}

	/** The one form of the id, empty if the provider can have no such id. */
	public Optional<String> canonical(String given) {
		String id = lowercase ? given.toLowerCase(Locale.ROOT) : given;
		Matcher matcher = pattern.matcher(id);
		if (!matcher.matches() || leadsElsewhere(id) || (max != null && !isUpTo(id, max))) {
			return Optional.empty();
		}
		for (String part : parts()) {
			String value = matcher.group(part);
			if (value == null || value.isEmpty() || leadsElsewhere(value)) {
				return Optional.empty();
			}
		}
		return Optional.of(id);
	}

	/** A segment that would not be one, however it is encoded. */
	private static boolean leadsElsewhere(String segment) {
		return segment.isEmpty() || segment.equals(".") || segment.equals("..");
	}

	private static boolean isUpTo(String id, long max) {
		return id.length() <= MAX_DIGITS && id.chars().allMatch((digit) -> digit >= '0' && digit <= '9')
				&& Long.parseLong(id) <= max;
	}

	/** The parts of an id in its one form, by their names. */
	public Map<String, String> partsOf(String id) {
		if (parts().isEmpty()) {
			return Map.of();
		}
		Matcher matcher = pattern.matcher(id);
		Map<String, String> values = new HashMap<>();
		if (matcher.matches()) {
			parts().forEach((part) -> values.put(part, matcher.group(part)));
		}
		return values;
	}

}
