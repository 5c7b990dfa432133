package io.switchgear.idempotency;

import java.util.Map;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * What the repeats of a request get, as the table {@code idempotency_key} has it.
 *
 * @param status null: a repeat is done anew
 * @param body JSON, or null
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Receipt(@Nullable Integer status, @Nullable Map<String, String> headers, @Nullable String body,
		boolean releases) {

	/** A repeat is done anew. */
	public static final Receipt RELEASE = new Receipt(null, null, null, true);

}
