package io.switchgear.change;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import io.switchgear.connector.IntegrationRef;
import io.switchgear.integration.Patch;
import io.switchgear.security.Actor;
import org.jspecify.annotations.Nullable;

/** Items of batches that are put down without the batch. */
public final class BatchItem {

	private BatchItem() {
	}

	/** One that disables an integration. */
	public static void add(Tables tables, UUID batch, @Nullable String reason, IntegrationRef ref) {
		add(tables, batch, reason, ref, null);
	}

	/** One that disables an integration at that time at the earliest. */
	public static void add(Tables tables, UUID batch, @Nullable String reason, IntegrationRef ref,
			@Nullable Instant notBefore) {
		tables.transaction.executeWithoutResult((status) -> tables.batches.add(
				new BatchChanges.Items(batch, ChangeSource.BATCH, false, reason, Actor.named("admin-ui"),
						Tables.NOW.plus(Tables.PATIENCE), notBefore),
				List.of(new BatchChanges.Wanted(ref, Patch.switched(false)))));
	}

}
