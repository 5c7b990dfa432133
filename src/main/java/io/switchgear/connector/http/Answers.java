package io.switchgear.connector.http;

import io.switchgear.connector.ProviderError;
import io.switchgear.connector.http.descriptor.Descriptor;
import io.switchgear.connector.http.descriptor.ErrorRules;
import io.switchgear.outbound.CallScope;
import io.switchgear.outbound.ProviderHttp;
import io.switchgear.problem.Problem;
import io.switchgear.problem.ProblemCode;
import io.switchgear.problem.ProblemException;
import io.switchgear.problem.ProviderAnswer;
import org.jspecify.annotations.Nullable;
import org.springframework.core.codec.DecodingException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads successful answers of a provider, and believes none that is no success.
 *
 * @param failed null if each success status is a success
 */
record Answers(String provider, ErrorRules.@Nullable Failed failed, ErrorRules errors) {

	private static final JsonMapper JSON = JsonMapper.shared();

	/**
	 * The JSON that an answer consists of, a missing node if it has none.
	 * @throws DecodingException if it is something else
	 */
	JsonNode json(ProviderHttp.Success answer, Descriptor.Returns kind) {
		JsonNode json = read(answer.body());
		if (failed != null && failed.in(json)) {
			throw refused(answer, json, failed.code());
		}
		boolean fits = json.isMissingNode() || json.isNull() || switch (kind) {
			case OBJECT -> json.isObject();
			case ARRAY -> json.isArray();
			case BOOLEAN -> json.isBoolean();
		};
		if (!fits) {
			throw undecodable();
		}
		return json;
	}

	/** The integration in an answer that has to have one. */
	JsonNode integration(JsonNode json, JsonPointer at) {
		JsonNode found = json.at(at);
		if (found.isMissingNode() || found.isNull()) {
			throw problem(ProblemCode.PROVIDER_INVALID_RESPONSE,
					provider + " reported success without the integration");
		}
		if (!found.isObject()) {
			throw undecodable();
		}
		return found;
	}

	ProblemException problem(ProblemCode code, String detail) {
		return Problem.of(code, detail).withProvider(ProviderAnswer.none(provider)).asException();
	}

	static DecodingException undecodable() {
		return new DecodingException("The answer is not of the form that the descriptor says");
	}

	private ProblemException refused(ProviderHttp.Success answer, JsonNode json, ProblemCode otherwise) {
		ProviderError said = errors.in(json, answer.headers()).redacted(CallScope.current());
		ProblemCode code = errors.codeOf(said).orElse(otherwise);
		return Problem.of(code, "%s reported success and an error in one answer".formatted(provider))
			.withProvider(new ProviderAnswer(provider, answer.status(), said.code(), said.message(), said.requestId()))
			.asException();
	}

	private static JsonNode read(byte[] body) {
		try {
			return JSON.readTree(body);
		}
		catch (JacksonException ex) {
			throw undecodable();
		}
	}

}
