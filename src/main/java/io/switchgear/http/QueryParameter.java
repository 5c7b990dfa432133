package io.switchgear.http;

import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import org.springframework.core.MethodParameter;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.RepeatableContainers;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;

/**
 * A parameter that a call understands in its query.
 *
 * @param converted whether it is bound as something else than text; without a value, it
 * would be taken for absent
 */
record QueryParameter(String name, boolean flag, boolean repeatable, boolean converted) {

	/** By name, those that the method binds and those that it only describes. */
	static Map<String, QueryParameter> of(HandlerMethod method) {
		Stream<QueryParameter> bound = Arrays.stream(method.getMethodParameters())
			.filter((parameter) -> parameter.hasParameterAnnotation(RequestParam.class))
			.map(QueryParameter::bound);
		Stream<QueryParameter> described = MergedAnnotations
			.from(method.getMethod(), MergedAnnotations.SearchStrategy.DIRECT,
					RepeatableContainers.standardRepeatables())
			.stream(Parameter.class)
			.filter((parameter) -> parameter.getEnum("in", ParameterIn.class) == ParameterIn.QUERY)
			.map(QueryParameter::described);
		return Stream.concat(bound, described).collect(Collectors.toMap(QueryParameter::name, Function.identity()));
	}

	private static QueryParameter bound(MethodParameter parameter) {
		RequestParam annotation = Objects.requireNonNull(parameter.getParameterAnnotation(RequestParam.class));
		String name = annotation.name().isEmpty() ? Objects.requireNonNull(parameter.getParameterName())
				: annotation.name();
		Class<?> type = parameter.getParameterType();
		boolean repeatable = type.isArray() || Collection.class.isAssignableFrom(type);
		return new QueryParameter(name, type == boolean.class || type == Boolean.class, repeatable,
				type != String.class && !repeatable);
	}

	private static QueryParameter described(MergedAnnotation<Parameter> parameter) {
		String type = parameter.getAnnotation("schema", Schema.class).getString("type");
		String ofItems = parameter.getAnnotation("array", ArraySchema.class)
			.getAnnotation("schema", Schema.class)
			.getString("type");
		return new QueryParameter(parameter.getString("name"), type.equals("boolean"), !ofItems.isEmpty(), false);
	}

}
