package io.switchgear.openapi;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.media.Schema;

/**
 * Opens the enums of answers: their values are described instead. A client that was
 * generated with a closed enum could not read a value that comes later.
 */
final class OpenStrings {

	private final Map<String, Schema<?>> schemas = new HashMap<>();

	private final Set<String> inRequests = new HashSet<>();

	private OpenStrings(Components parts) {
		parts.getSchemas().forEach(schemas::put);
	}

	static void open(OpenAPI api) {
		OpenStrings strings = new OpenStrings(api.getComponents());
		api.getPaths()
			.values()
			.stream()
			.flatMap((path) -> path.readOperations().stream())
			.filter((operation) -> operation.getRequestBody() != null)
			.flatMap((operation) -> operation.getRequestBody().getContent().values().stream())
			.forEach((form) -> strings.collect(form.getSchema()));
		for (Map.Entry<String, Schema<?>> named : strings.schemas.entrySet()) {
			if (!strings.inRequests.contains(named.getKey())) {
				propertiesOf(named.getValue()).forEach(OpenStrings::open);
			}
		}
	}

	private void collect(Schema<?> schema) {
		if (schema.get$ref() != null) {
			String name = schema.get$ref().substring(schema.get$ref().lastIndexOf('/') + 1);
			if (inRequests.add(name)) {
				collect(Objects.requireNonNull(schemas.get(name), name));
			}
		}
		propertiesOf(schema).forEach(this::collect);
	}

	private static List<Schema<?>> propertiesOf(Schema<?> schema) {
		List<Schema<?>> properties = new ArrayList<>();
		if (schema.getProperties() != null) {
			schema.getProperties().values().forEach(properties::add);
		}
		return properties;
	}

	private static void open(Schema<?> schema) {
		if (schema.getItems() != null) {
			open(schema.getItems());
		}
		if (schema.getEnum() != null) {
			String known = schema.getEnum().stream().map("`%s`"::formatted).collect(Collectors.joining(", "));
			String said = (schema.getDescription() != null) ? schema.getDescription() + ". " : "";
			schema.setDescription(said + "Known values: " + known + ". More values may be added.");
			schema.setEnum(null);
		}
	}

}
