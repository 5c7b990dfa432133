package io.switchgear.integration;

import java.time.Instant;
import java.util.Optional;

import io.switchgear.connector.IntegrationRef;
import io.switchgear.http.Parameters;
import org.jspecify.annotations.Nullable;

/**
 * Where a part of a list of integrations begins: behind an integration.
 *
 * @param updatedAt only in a list that is sorted by that
 */
public record ListPosition(IntegrationRef ref, @Nullable Instant updatedAt) {

	private static final String SEPARATOR = " ";

	static ListPosition of(Integration last, Sort sort) {
		return new ListPosition(last.ref(), (sort == Sort.UPDATED_AT) ? last.updatedAt() : null);
	}

	/** Empty if the text is no position in a list of that order. */
	public static Optional<ListPosition> parse(String text, Sort sort) {
		if (sort == Sort.ID) {
			return IntegrationRef.parse(text)
				.filter((ref) -> !ref.provider().contains(SEPARATOR))
				.map((ref) -> new ListPosition(ref, null));
		}
		int end = text.indexOf(SEPARATOR);
		return Parameters.instant(text.substring(0, Math.max(end, 0)))
			.flatMap((updatedAt) -> IntegrationRef.parse(text.substring(end + 1))
				.map((ref) -> new ListPosition(ref, updatedAt)));
	}

	String text() {
		return (updatedAt != null) ? updatedAt + SEPARATOR + ref.id() : ref.id();
	}

}
