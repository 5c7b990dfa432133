package io.switchgear.idempotency;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * A request in the one form that all ways to write it have in common: members and
 * parameters in the order of their names, without white space and needless escapes, and
 * without a null that says nothing.
 */
final class CanonicalRequest {

	// What a merge patch leaves out stays, what it has null is removed.
	private static final String PATCH = "patch";

	private static final JsonMapper SORTED = JsonMapper.builder()
		.enable(JsonNodeFeature.WRITE_PROPERTIES_SORTED)
		.build();

	private static final JsonMapper WITHOUT_NULLS = SORTED.rebuild()
		.disable(JsonNodeFeature.WRITE_NULL_PROPERTIES)
		.build();

	private CanonicalRequest() {
	}

	static String of(HttpServletRequest request, @Nullable JsonNode body) {
		Map<String, List<String>> query = new TreeMap<>(request.getParameterMap()
			.entrySet()
			.stream()
			.collect(Collectors.toMap(Map.Entry::getKey, (parameter) -> List.of(parameter.getValue()))));
		return SORTED
			.writeValueAsString(List.of(request.getMethod(), request.getRequestURI(), query, of(body, request)));
	}

	private static String of(@Nullable JsonNode body, HttpServletRequest request) {
		if (body == null || body.isMissingNode() || body.isNull()) {
			return "";
		}
		if (HttpMethod.PATCH.matches(request.getMethod()) || body.has(PATCH)) {
			return SORTED.writeValueAsString(body);
		}
		String canonical = WITHOUT_NULLS.writeValueAsString(body);
		return canonical.equals("{}") ? "" : canonical;
	}

}
