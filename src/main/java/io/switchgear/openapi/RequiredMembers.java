package io.switchgear.openapi;

import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.core.util.Json;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A member of a record is always there, unless its type says that it may be null, and so
 * are the values of a map.
 */
final class RequiredMembers implements ModelConverter {

	private static final String REFERENCE = "#/components/schemas/";

	@Override
	public @Nullable Schema<?> resolve(AnnotatedType type, ModelConverterContext context,
			Iterator<ModelConverter> chain) {
		Schema<?> resolved = chain.hasNext() ? chain.next().resolve(type, context, chain) : null;
		Class<?> raw = Json.mapper().constructType(type.getType()).getRawClass();
		if (resolved != null && raw.isRecord()) {
			Schema<?> model = (resolved.get$ref() != null)
					? context.getDefinedModels().get(resolved.get$ref().substring(REFERENCE.length())) : resolved;
			if (model != null && model.getProperties() != null) {
				require(raw, model);
			}
		}
		return resolved;
	}

	private static void require(Class<?> raw, Schema<?> model) {
		for (RecordComponent member : raw.getRecordComponents()) {
			Schema<?> property = model.getProperties().get(member.getName());
			if (property != null && hasNullableValues(member)
					&& property.getAdditionalProperties() instanceof Schema<?> value && value.getTypes() != null) {
				value.addType("null");
			}
			boolean listed = model.getRequired() != null && model.getRequired().contains(member.getName());
			if (!listed && model.getProperties().containsKey(member.getName()) && isAlwaysThere(member)) {
				model.addRequiredItem(member.getName());
				if (isNullable(member)) {
					allowNull(model, member.getName());
				}
			}
		}
	}

	private static void allowNull(Schema<?> model, String name) {
		Schema<?> property = Objects.requireNonNull(model.getProperties().get(name));
		if (property.get$ref() == null) {
			property.addType("null");
			return;
		}
		model.addProperty(name,
				new JsonSchema().addOneOfItem(new JsonSchema().$ref(property.get$ref()))
					.addOneOfItem(new JsonSchema().typesItem("null"))
					.description(property.getDescription()));
	}

	private static boolean isNullable(RecordComponent member) {
		return member.getAnnotatedType().isAnnotationPresent(Nullable.class);
	}

	private static boolean hasNullableValues(RecordComponent member) {
		return Map.class.isAssignableFrom(member.getType())
				&& member.getAnnotatedType() instanceof AnnotatedParameterizedType map
				&& map.getAnnotatedActualTypeArguments()[1].isAnnotationPresent(Nullable.class);
	}

	private static boolean isAlwaysThere(RecordComponent member) {
		JsonInclude inclusion = member.getAccessor().getAnnotation(JsonInclude.class);
		return !isNullable(member) || (inclusion != null && inclusion.value() == JsonInclude.Include.ALWAYS);
	}

}
