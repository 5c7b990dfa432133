package io.switchgear.helm;

import java.beans.BeanInfo;
import java.beans.IntrospectionException;
import java.beans.Introspector;
import java.beans.PropertyDescriptor;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.net.URL;
import java.util.Arrays;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.util.ClassUtils;

/**
 * The configuration properties that the application and its libraries bind, from the
 * metadata in their jars.
 */
final class KnownProperties {

	private static final Pattern MAP = Pattern.compile("java\\.util\\.Map<java\\.lang\\.\\w+,(.+)>");

	private final Map<String, String> types = new TreeMap<>();

	KnownProperties() {
		try {
			for (String name : new String[] { "spring-configuration-metadata.json",
					"additional-spring-configuration-metadata.json" }) {
				for (URL url : Collections.list(getClass().getClassLoader().getResources("META-INF/" + name))) {
					read(url);
				}
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private void read(URL url) throws IOException {
		try (InputStream metadata = url.openStream()) {
			for (JsonNode property : new ObjectMapper().readTree(metadata).path("properties")) {
				if (!property.path("deprecation").path("level").asText().equals("error")) {
					types.put(property.path("name").asText(), property.path("type").asText());
				}
			}
		}
	}

	/** Whether something reads that property; its name is in kebab case. */
	boolean contains(String property) {
		return types.containsKey(property) || types.entrySet()
			.stream()
			.anyMatch((known) -> property.startsWith(known.getKey() + ".")
					&& insideMap(known.getValue(), property.substring(known.getKey().length() + 1)));
	}

	/** Whether the environment variable sets a property that something reads. */
	boolean containsVariable(String variable) {
		String name = uniform(variable);
		return types.entrySet()
			.stream()
			.anyMatch((known) -> name.equals(uniform(known.getKey()))
					|| (MAP.matcher(known.getValue()).matches() && name.startsWith(uniform(known.getKey()))));
	}

	private static String uniform(String name) {
		return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
	}

	private static boolean insideMap(String type, String rest) {
		Matcher map = MAP.matcher(type);
		if (!map.matches()) {
			return false;
		}
		if (map.group(1).startsWith("java.lang.")) {
			return true;
		}
		String property = rest.substring(rest.indexOf('.') + 1);
		return rest.contains(".")
				&& propertiesOf(map.group(1)).anyMatch((known) -> uniform(known).equals(uniform(property)));
	}

	private static Stream<String> propertiesOf(String type) {
		Class<?> bound = ClassUtils.resolveClassName(type.replaceAll("<.*", ""), null);
		if (bound.isRecord()) {
			return Arrays.stream(bound.getRecordComponents()).map(RecordComponent::getName);
		}
		try {
			BeanInfo bean = Introspector.getBeanInfo(bound);
			return Arrays.stream(bean.getPropertyDescriptors())
				.filter((property) -> property.getWriteMethod() != null)
				.map(PropertyDescriptor::getName);
		}
		catch (IntrospectionException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * What a connector of that type binds below its provider's name, beside what all
	 * bind.
	 */
	static Stream<String> ofConnector(String connector) {
		String folder = "io/switchgear/connector/" + connector.replace("-", "") + "/";
		try {
			return Arrays
				.stream(new PathMatchingResourcePatternResolver()
					.getResources("classpath*:" + folder + "*Properties.class"))
				.map((file) -> folder.replace('/', '.')
						+ Objects.requireNonNull(file.getFilename()).replaceFirst("\\.class$", ""))
				.flatMap(KnownProperties::propertiesOf);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
