package io.switchgear.provider;

import java.time.Instant;

import io.swagger.v3.oas.annotations.media.Schema;
import io.switchgear.problem.WireName;
import org.jspecify.annotations.Nullable;

/**
 * Whether all integrations that a provider has are known here.
 *
 * @param listedAt when the list of the provider was last read to its end
 * @param total how many integrations it had then
 * @param missing how many known integrations the provider no longer has
 * @param failure why reading it failed, if the last try did
 */
@Schema(name = "Inventory")
public record Inventory(@Schema(implementation = State.class,
		description = "`none` if the list was never read: only integrations are known that somebody named here") State state,
		@Schema(description = "When the list of the provider was last read to its end") @Nullable Instant listedAt,
		@Schema(description = "The number of integrations that the provider listed then",
				example = "5000") @Nullable Integer total,
		@Schema(description = "The number of known integrations that the provider no longer has") long missing,
		@Schema(description = "Present if the last import failed") @Nullable Failure failure) {

	public static final Inventory NONE = new Inventory(State.NONE, null, null, 0, null);

	/** How far the list of a provider was read, from the least to the most complete. */
	public enum State implements WireName {

		NONE, FAILED, RUNNING, LISTED;

		/** {@link #NONE} for what a newer release wrote. */
		public static State of(String wireName) {
			return WireName.of(State.class, wireName, NONE);
		}

	}

	/** Why the list could not be read to its end. */
	@Schema(name = "InventoryFailure")
	public record Failure(Instant at, @Schema(example = "provider.error") String code, @Nullable String detail) {
	}

}
