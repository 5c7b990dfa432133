package io.switchgear.connector.http.descriptor;

import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.switchgear.problem.WireName;
import io.switchgear.support.CheckedInFile;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/** The schema that editors get says what the records take, no more and no less. */
class DescriptorSchemaTests {

	private static final String SHIPPED = "src/main/resources/descriptor.schema.json";

	private static final String DOCUMENTED = "docs/descriptor.schema.json";

	private static final JsonMapper JSON = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

	@Test
	void isMadeOfTheRecords() {
		ObjectNode schema = JSON.createObjectNode().put("$schema", "https://json-schema.org/draft/2020-12/schema");
		schema.put("title", "Switchgear: how to call a provider's API");
		schema.setAll(object(Descriptor.class));
		String text = JSON.writeValueAsString(schema).replace("\r\n", "\n") + "\n";
		CheckedInFile.of(SHIPPED).shows(text);
		CheckedInFile.of(DOCUMENTED).shows(text);
	}

	@ParameterizedTest
	@MethodSource
	void takesEachDescriptorThatIsThere(Path file) throws IOException {
		assertThat(errors(Files.readString(file))).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "writes: {}", "write: {url: /x}", "write: {body: {}}", "state: {at: /x, enabled: true}",
			"id: {lowercase: often}", "write: {request: PUT /x, confirm: maybe}" })
	void refusesWhatTheParserRefuses(String descriptor) throws IOException {
		assertThat(errors(descriptor)).isNotEmpty();
	}

	static List<Path> takesEachDescriptorThatIsThere() throws IOException {
		try (Stream<Path> documented = Files.list(Path.of("docs/descriptors"));
				Stream<Path> ofTests = Files.list(Path.of("src/test/resources/descriptors"))) {
			return Stream.concat(documented, ofTests).filter((file) -> file.toString().endsWith(".yaml")).toList();
		}
	}

	private static List<?> errors(String descriptor) throws IOException {
		Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
			.getSchema(Files.readString(Path.of(SHIPPED)), InputFormat.JSON);
		return schema.validate(descriptor, InputFormat.YAML);
	}

	private static ObjectNode object(Class<?> record) {
		ObjectNode schema = JSON.createObjectNode().put("type", "object").put("additionalProperties", false);
		ObjectNode properties = JSON.createObjectNode();
		ArrayNode required = JSON.createArrayNode();
		for (RecordComponent component : record.getRecordComponents()) {
			JsonProperty property = annotation(record, component, JsonProperty.class);
			String name = (property != null && !property.value().isEmpty()) ? property.value()
					: component.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
			ObjectNode value = JSON.createObjectNode();
			JsonPropertyDescription description = annotation(record, component, JsonPropertyDescription.class);
			assertThat(description).as("%s of %s is described", name, record).isNotNull();
			value.put("description", Objects.requireNonNull(description).value());
			value.setAll(type(component.getGenericType()));
			properties.set(name, value);
			if (component.isAnnotationPresent(Descriptor.Required.class)) {
				required.add(name);
			}
		}
		schema.set("properties", properties);
		if (!required.isEmpty()) {
			schema.set("required", required);
		}
		return schema;
	}

	/** Of a component an annotation that it hands on to its field. */
	private static <A extends Annotation> @Nullable A annotation(Class<?> record, RecordComponent component,
			Class<A> type) {
		try {
			return record.getDeclaredField(component.getName()).getAnnotation(type);
		}
		catch (NoSuchFieldException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static ObjectNode type(Type type) {
		ObjectNode schema = JSON.createObjectNode();
		if (type instanceof ParameterizedType generic) {
			Type last = generic.getActualTypeArguments()[generic.getActualTypeArguments().length - 1];
			if (generic.getRawType() == Map.class) {
				schema.put("type", "object").set("additionalProperties", type(last));
				return schema;
			}
			ObjectNode one = (last == JsonNode.class) ? word() : type(last);
			ObjectNode many = JSON.createObjectNode().put("type", "array");
			many.set("items", one);
			schema.putArray("anyOf").add(one).add(many);
			return schema;
		}
		if (type instanceof Class<?> plain && plain.isRecord()) {
			return object(plain);
		}
		if (type instanceof Class<?> plain && plain.isEnum()) {
			ArrayNode values = schema.putArray("enum");
			Stream.of(plain.getEnumConstants()).forEach((constant) -> values.add(((WireName) constant).wireName()));
			return schema;
		}
		if (type == JsonNode.class) {
			schema.putArray("type").add("object").add("array");
			return schema;
		}
		return schema.put("type", Map.of(String.class, "string", Boolean.class, "boolean", Long.class, "integer")
			.getOrDefault(type, "unknown"));
	}

	private static ObjectNode word() {
		ObjectNode word = JSON.createObjectNode();
		word.putArray("type").add("string").add("boolean").add("number").add("null");
		return word;
	}

}
