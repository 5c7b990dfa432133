package io.switchgear.batch;

import io.swagger.v3.oas.annotations.media.Schema;
import io.switchgear.provider.Inventory;

/**
 * What a selector could select from.
 *
 * @param known how many integrations it selected, of those that are known here
 * @param inventory whether these are all that the provider has; of several providers, the
 * least complete
 */
@Schema(name = "Selection",
		description = "Only in the response to a new batch with a selector, and to its dry run: what the selector could select from")
public record Selection(
		@Schema(description = "The number of integrations known here that it selected", example = "5000") int known,
		@Schema(implementation = Inventory.State.class,
				description = "The state of the provider's `inventory`; of several providers, the least complete. Only with `listed` are the integrations known here all that the provider had at `listedAt`. With `none`, the provider may have any number that the selector does not reach") Inventory.State inventory) {
}
