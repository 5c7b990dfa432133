package io.switchgear.observation;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.springframework.test.web.servlet.client.RestTestClient;

/** What Prometheus would have read at one moment. */
record Scrape(List<Sample> samples) {

	private static final Pattern SAMPLE = Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)})? (\\S+)");

	private static final Pattern LABEL = Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\"\\\\]|\\\\.)*)\"");

	/** Asks the running application. */
	static Scrape of(int managementPort) {
		String text = RestTestClient.bindToServer()
			.baseUrl("http://127.0.0.1:" + managementPort)
			.build()
			.get()
			.uri("/actuator/prometheus")
			.exchange()
			.expectStatus()
			.isOk()
			.returnResult(String.class)
			.getResponseBody();
		return new Scrape(String.valueOf(text)
			.lines()
			.filter((line) -> !line.isBlank() && !line.startsWith("#"))
			.map(Scrape::sample)
			.toList());
	}

	private static Sample sample(String line) {
		Matcher sample = SAMPLE.matcher(line);
		if (!sample.matches()) {
			throw new IllegalStateException("Prometheus would not understand: " + line);
		}
		Map<String, String> labels = new TreeMap<>();
		if (sample.group(2) != null) {
			LABEL.matcher(sample.group(2)).results().forEach((label) -> {
				if (labels.put(label.group(1), label.group(2)) != null) {
					throw new IllegalStateException("Prometheus would refuse the label that is there twice: " + line);
				}
			});
		}
		return new Sample(sample.group(1), labels, Double.parseDouble(sample.group(3).replace("+Inf", "Infinity")));
	}

	/** The samples that a selector such as {@code name{label="value"}} selects. */
	Stream<Sample> matching(PromQl.Selector selector) {
		return samples.stream().filter(selector::selects);
	}

	double sum(String selector) {
		return matching(PromQl.selectors(selector).getFirst()).mapToDouble(Sample::value).sum();
	}

	boolean has(String name) {
		return names().anyMatch(name::equals);
	}

	Stream<String> names() {
		return samples.stream().map(Sample::name);
	}

	/** Every label that a series of that name has. */
	Set<String> labelsOf(String name) {
		Set<String> labels = new TreeSet<>();
		samples.stream()
			.filter((sample) -> sample.name().equals(name))
			.forEach((sample) -> labels.addAll(sample.labels().keySet()));
		return labels;
	}

	/** One line. */
	record Sample(String name, Map<String, String> labels, double value) {
	}

}
