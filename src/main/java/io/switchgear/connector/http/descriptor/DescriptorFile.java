package io.switchgear.connector.http.descriptor;

import java.io.Serial;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLParser;

/**
 * The text of a descriptor, and on which line it says what.
 *
 * @param name what the file is called in messages
 */
public record DescriptorFile(String name, String text) {

	private static final YAMLMapper YAML = YAMLMapper.builder()
		.enable(DeserializationFeature.ACCEPT_SINGLE_VALUE_AS_ARRAY, DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
				DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
		.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
		.build();

	/**
	 * Makes something of what the file says.
	 * @throws Refused with file, line and reason if it says something wrong
	 */
	public <T> T read(Function<Descriptor, T> compile) {
		try {
			refuseAliases();
			Descriptor descriptor = YAML.readValue(text, Descriptor.class);
			if (descriptor == null) {
				throw new Refused(name + ":1: the file is empty");
			}
			return compile.apply(descriptor);
		}
		catch (Fault fault) {
			String key = fault.key().isEmpty() ? "" : fault.key() + " ";
			throw new Refused("%s:%d: %s%s".formatted(name, lineOf(fault.pointer()), key, fault.reason()));
		}
		catch (DatabindException ex) {
			throw new Refused("%s:%d: %s".formatted(name, lineOf(pointer(ex)), reason(ex)));
		}
		catch (JacksonException ex) {
			throw new Refused("%s:%d: is no YAML: %s".formatted(name, line(ex), problem(ex)));
		}
	}

	/** The parser would take the name of the anchor for the value. */
	private void refuseAliases() {
		try (JsonParser parser = YAML.createParser(text)) {
			while (parser.nextToken() != null) {
				if (parser instanceof YAMLParser yaml && yaml.isCurrentAlias()) {
					throw new Fault(parser.streamReadContext().pathAsPointer().toString(),
							"is an alias, which is not followed; write the value itself");
				}
			}
		}
	}

	private static String pointer(DatabindException ex) {
		return String.join("", ex.getPath().stream().map((step) -> "/" + escaped(step(step))).toList());
	}

	private static String escaped(String key) {
		return key.replace("~", "~0").replace("/", "~1");
	}

	private static String reason(DatabindException ex) {
		String key = String.join(".", ex.getPath().stream().map(DescriptorFile::step).toList());
		if (ex instanceof UnrecognizedPropertyException unknown) {
			List<String> known = unknown.getKnownPropertyIds().stream().map(String::valueOf).sorted().toList();
			return "%s is no key; known here are %s".formatted(key, String.join(", ", known));
		}
		return (key.isEmpty() ? "" : key + " ") + "cannot be read: " + firstLine(ex.getOriginalMessage());
	}

	private static String step(JacksonException.Reference step) {
		return (step.getPropertyName() != null) ? step.getPropertyName() : Integer.toString(step.getIndex());
	}

	private static String firstLine(String message) {
		return message.lines().findFirst().orElse("").replaceAll("io\\.switchgear\\.[\\w.]*[.$](\\w+)", "$1");
	}

	private static String problem(JacksonException ex) {
		return (ex.getCause() instanceof MarkedYamlEngineException marked) ? firstLine(marked.getProblem())
				: firstLine(ex.getOriginalMessage());
	}

	/** Where the parser had come to, unless what is wrong stands alone behind that. */
	private static int line(JacksonException ex) {
		if (ex.getCause() instanceof MarkedYamlEngineException marked && marked.getContextMark().isEmpty()
				&& marked.getProblemMark().isPresent()) {
			return marked.getProblemMark().get().getLine() + 1;
		}
		TokenStreamLocation location = ex.getLocation();
		return (location != null) ? Math.max(1, location.getLineNr()) : 1;
	}

	/** Of the key, or of the nearest one around it. */
	private int lineOf(String pointer) {
		Map<String, Integer> lines = lines();
		for (String at = pointer; !at.isEmpty(); at = at.substring(0, at.lastIndexOf('/'))) {
			Integer line = lines.get(at);
			if (line != null) {
				return line;
			}
		}
		return 1;
	}

	private Map<String, Integer> lines() {
		Map<String, Integer> lines = new HashMap<>();
		try (JsonParser parser = YAML.createParser(text)) {
			for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
				lines.putIfAbsent(parser.streamReadContext().pathAsPointer().toString(),
						parser.currentTokenLocation().getLineNr());
			}
		}
		return lines;
	}

	/** A descriptor that cannot be used. The message names file, line and reason. */
	public static final class Refused extends RuntimeException {

		@Serial
		private static final long serialVersionUID = 1L;

		Refused(String message) {
			super(message);
		}

	}

}
