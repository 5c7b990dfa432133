package io.switchgear.connector;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;

import io.switchgear.problem.ProviderAnswer;
import org.jspecify.annotations.Nullable;

/**
 * An integration as its provider has it. Holds no secret.
 *
 * @param enabled null where the provider does not say
 * @param type the provider's own name for the kind of integration, open-ended
 * @param settings all that it has, by the names of
 * {@link ConnectorDescription#settings()}; those at the provider's default may be absent
 * @param credentials a hint of an identifier, or the word {@code set}
 * @param requestId the provider's id of the call, for its support
 */
public record ProviderState(@Nullable Boolean enabled, @Nullable String type, Map<String, Object> settings,
		Map<String, String> credentials, @Nullable String requestId) {

	private static final int LONGEST = 100;

	/** None of it is more than text that can be shown and stored. */
	public ProviderState {
		type = ProviderAnswer.cleaned(type, LONGEST);
		requestId = ProviderAnswer.cleaned(requestId, LONGEST);
		settings = cleaned(settings, (value) -> (value instanceof String text) ? clean(text) : value);
		credentials = cleaned(credentials, ProviderState::clean);
	}

	private static <T> Map<String, T> cleaned(Map<String, T> values, UnaryOperator<T> cleaning) {
		Map<String, T> cleaned = new LinkedHashMap<>(values);
		cleaned.replaceAll((name, value) -> cleaning.apply(value));
		return cleaned;
	}

	private static String clean(String text) {
		return Objects.requireNonNullElse(ProviderAnswer.cleaned(text, LONGEST), "");
	}
}
