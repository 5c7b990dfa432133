package io.switchgear.batch;

import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Selects batches. What is null selects all.
 *
 * @param providers a batch is shown if it has an integration of one of them
 * @param actor who asked for the batch
 * @param via the client that carried it
 */
public record BatchFilter(@Nullable Set<String> providers, @Nullable BatchState state, @Nullable String actor,
		@Nullable String via) {

	boolean matches(Batch batch) {
		return state == null || state == batch.state();
	}

}
