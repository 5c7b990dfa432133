package io.switchgear.change;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;

import io.switchgear.connector.IntegrationRef;
import org.jspecify.annotations.Nullable;

/**
 * Selects changes. What is null selects all.
 *
 * @param providers the only providers the caller may see, null: all
 */
public record ChangeFilter(@Nullable Set<String> providers, @Nullable String provider,
		@Nullable IntegrationRef integration, @Nullable UUID batch, Kind kind, Author author, Period period) {

	/** All of an integration. */
	public static ChangeFilter of(IntegrationRef integration) {
		return of(integration, Kind.ANY, Period.EVER);
	}

	/** Some of an integration. */
	public static ChangeFilter of(IntegrationRef integration, Kind kind, Period period) {
		return new ChangeFilter(null, null, integration, null, kind, Author.ANY, period);
	}

	/** Those of a batch. */
	public static ChangeFilter of(UUID batch, @Nullable Set<String> providers, Kind kind) {
		return new ChangeFilter(providers, null, null, batch, kind, Author.ANY, Period.EVER);
	}

	/**
	 * What the changes do, and what became of them.
	 *
	 * @param code of the problem that they or their last attempts ended with
	 */
	public record Kind(@Nullable ChangeState state, @Nullable ChangeAction action, @Nullable String code) {

		public static final Kind ANY = new Kind(null, null, null);

	}

	/** Who decided, and the client that carried it. */
	public record Author(@Nullable String actor, @Nullable String via) {

		public static final Author ANY = new Author(null, null);

	}

	/**
	 * When the changes were asked for, to the millisecond.
	 *
	 * @param until those from this moment on are left out
	 */
	public record Period(@Nullable Instant since, @Nullable Instant until) {

		public static final Period EVER = new Period(null, null);

	}

}
