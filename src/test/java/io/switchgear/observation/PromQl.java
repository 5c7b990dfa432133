package io.switchgear.observation;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * As much of Prometheus' query language as it takes to see which metrics and labels an
 * expression needs.
 */
final class PromQl {

	private static final Pattern NAME = Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:]*");

	private static final Pattern STRING_OR_DURATION = Pattern
		.compile("\"(?:[^\"\\\\]|\\\\.)*\"|\\[[^]]*]|\\b\\d+(?:\\.\\d+)?(?:ms|[smhdwy])?\\b");

	private static final Pattern MATCHERS = Pattern.compile("(" + NAME.pattern() + ")\\s*\\{([^}]*)}");

	private static final Pattern MATCHER = Pattern
		.compile("([a-zA-Z_][a-zA-Z0-9_]*)\\s*(=~|!~|!=|=)\\s*\"((?:[^\"\\\\]|\\\\.)*)\"");

	private static final Pattern GROUPING = Pattern
		.compile("\\b(?:by|without|on|ignoring|group_left|group_right)\\s*\\(([^)]*)\\)");

	private static final Set<String> WORDS = Set.of("and", "or", "unless", "bool", "offset", "inf", "nan", "group_left",
			"group_right");

	// Put there by Prometheus when it scrapes, or by Grafana before it asks.
	private static final Set<String> NOT_OURS = Set.of("job", "instance", "namespace", "pod", "le");

	private PromQl() {
	}

	/** Every metric that the expression reads, with the conditions on its labels. */
	static List<Selector> selectors(String expression) {
		List<Selector> selectors = new ArrayList<>();
		String rest = MATCHERS.matcher(expression).replaceAll((found) -> {
			selectors.add(new Selector(found.group(1), conditions(found.group(2))));
			return " ";
		});
		rest = GROUPING.matcher(rest).replaceAll(" ");
		rest = STRING_OR_DURATION.matcher(rest).replaceAll(" ");
		Matcher names = NAME.matcher(rest);
		while (names.find()) {
			boolean function = rest.substring(names.end()).stripLeading().startsWith("(");
			if (!function && !WORDS.contains(names.group()) && !isAggregation(names.group())) {
				selectors.add(new Selector(names.group(), List.of()));
			}
		}
		return selectors;
	}

	/** Every label that the expression groups or joins by. */
	static Set<String> groupings(String expression) {
		return GROUPING.matcher(expression)
			.results()
			.flatMap((found) -> Stream.of(found.group(1).split(",")))
			.map(String::strip)
			.filter((label) -> !label.isEmpty() && !NOT_OURS.contains(label))
			.collect(Collectors.toCollection(TreeSet::new));
	}

	// As in "sum by (provider) (...)", once the grouping is cut out.
	private static boolean isAggregation(String name) {
		return Set.of("sum", "min", "max", "avg", "count", "topk", "bottomk").contains(name);
	}

	private static List<Condition> conditions(String matchers) {
		return MATCHER.matcher(matchers)
			.results()
			.filter((matcher) -> !NOT_OURS.contains(matcher.group(1)))
			.map(PromQl::condition)
			.toList();
	}

	private static Condition condition(MatchResult matcher) {
		// A variable of the dashboard stands for any value.
		String value = matcher.group(3).replaceAll("\\$\\w+", ".+");
		String operator = value.equals(matcher.group(3)) ? matcher.group(2) : "=~";
		return new Condition(matcher.group(1), operator, value);
	}

	/** A metric and the conditions on its labels. */
	record Selector(String name, List<Condition> conditions) {

		boolean selects(Scrape.Sample sample) {
			return sample.name().equals(name) && conditions.stream()
				.allMatch((condition) -> condition.holds(sample.labels().getOrDefault(condition.label(), "")));
		}

	}

	/** A condition on one label. */
	record Condition(String label, String operator, String value) {

		boolean holds(String actual) {
			return switch (operator) {
				case "=" -> actual.equals(value);
				case "!=" -> !actual.equals(value);
				case "=~" -> actual.matches(value);
				default -> !actual.matches(value);
			};
		}

	}

}
