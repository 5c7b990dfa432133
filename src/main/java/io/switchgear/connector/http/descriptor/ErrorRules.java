package io.switchgear.connector.http.descriptor;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.switchgear.connector.ErrorBody;
import io.switchgear.connector.ProviderError;
import io.switchgear.problem.ProblemCode;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * What errors of a provider say, and what some of its codes mean.
 *
 * @param exact by the provider's code
 * @param beginnings by how the provider's code begins
 */
public record ErrorRules(List<JsonPointer> code, List<JsonPointer> message, Pointers.Anywhere requestId,
		Map<String, ProblemCode> exact, List<Map.Entry<String, ProblemCode>> beginnings) {

	private static final String AT = "/errors";

	/** What a provider can mean; all others are for the gateway alone to say. */
	private static final List<ProblemCode> MEANINGS = List.of(ProblemCode.PROVIDER_REJECTED,
			ProblemCode.PROVIDER_INTEGRATION_NOT_FOUND, ProblemCode.PROVIDER_CONFLICT,
			ProblemCode.PROVIDER_AUTHENTICATION_FAILED, ProblemCode.PROVIDER_PERMISSION_DENIED,
			ProblemCode.PROVIDER_RATE_LIMITED, ProblemCode.PROVIDER_ERROR, ProblemCode.PROVIDER_INVALID_RESPONSE,
			ProblemCode.CREDENTIALS_REQUIRED);

	static ErrorRules of(Descriptor.Errors errors) {
		Map<String, ProblemCode> exact = new LinkedHashMap<>();
		List<Map.Entry<String, ProblemCode>> beginnings = new ArrayList<>();
		errors.as().forEach((theirs, ours) -> {
			ProblemCode code = code(ours, AT + "/as/" + theirs.replace("~", "~0").replace("/", "~1"));
			if (theirs.endsWith("*")) {
				beginnings.add(Map.entry(theirs.substring(0, theirs.length() - 1), code));
			}
			else {
				exact.put(theirs, code);
			}
		});
		if (!errors.as().isEmpty() && errors.code().isEmpty()) {
			throw new Fault(AT + "/as", "needs errors.code: where the provider's own code is");
		}
		return new ErrorRules(Pointers.of(errors.code(), AT + "/code"), Pointers.of(errors.message(), AT + "/message"),
				Pointers.Anywhere.of(errors.requestId(), AT + "/request-id"), exact, beginnings);
	}

	static ProblemCode code(String name, String pointer) {
		return MEANINGS.stream()
			.filter((meaning) -> meaning.code().equals(name))
			.findFirst()
			.orElseThrow(() -> new Fault(pointer, "is %s, but must be one of %s".formatted(name,
					String.join(", ", MEANINGS.stream().map(ProblemCode::code).toList()))));
	}

	/** Copes with anything: HTML, prose, nothing at all. */
	public ProviderError in(String body, HttpHeaders headers) {
		return ErrorBody.object(body)
			.map((json) -> in(json, headers))
			.orElseGet(() -> in(MissingNode.getInstance(), headers));
	}

	public ProviderError in(JsonNode body, HttpHeaders headers) {
		return new ProviderError(Pointers.text(body, code), Pointers.text(body, message), requestId.in(headers, body));
	}

	public Optional<ProblemCode> codeOf(ProviderError error) {
		String theirs = error.code();
		if (theirs == null || (exact.isEmpty() && beginnings.isEmpty())) {
			return Optional.empty();
		}
		ProblemCode code = exact.get(theirs);
		return (code != null) ? Optional.of(code)
				: beginnings.stream()
					.filter((beginning) -> theirs.startsWith(beginning.getKey()))
					.map(Map.Entry::getValue)
					.findFirst();
	}

	/** When an answer with a success status is none. */
	public record Failed(List<JsonPointer> at, Words words, ProblemCode code) {

		private static final String FAILED = "/failed";

		static @Nullable Failed of(Descriptor.@Nullable Failed failed) {
			if (failed == null) {
				return null;
			}
			if (failed.at().isEmpty()) {
				throw new Fault(FAILED + "/at", "is missing");
			}
			ProblemCode code = (failed.as() != null) ? ErrorRules.code(failed.as(), FAILED + "/as")
					: ProblemCode.PROVIDER_REJECTED;
			return new Failed(Pointers.of(failed.at(), FAILED + "/at"), Words.of(failed.is(), FAILED + "/is"), code);
		}

		public boolean in(JsonNode json) {
			return at.stream().anyMatch((pointer) -> words.match(json.at(pointer)));
		}

	}

}
