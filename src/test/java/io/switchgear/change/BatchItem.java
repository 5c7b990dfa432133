package io.switchgear.change;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import io.switchgear.connector.IntegrationRef;
import io.switchgear.integration.Patch;
import io.switchgear.security.Actor;
import org.jspecify.annotations.Nullable;

/** Items of batches that are put down without the batch, and batches without items. */
public final class BatchItem {

	private BatchItem() {
	}

	/** A batch that disables nothing. */
	public static UUID batch(Tables tables) {
		return batch(tables, UUID.randomUUID());
	}

	/** The same with that id, unless it is there. */
	public static UUID batch(Tables tables, UUID id) {
		tables.jdbc.sql("""
				insert into batch (id, enabled, actor, items, total, expanded, not_after, created_at)
				values (:id, false, 'admin-ui', '[]', 0, 0, now(), now()) on conflict do nothing""")
			.param("id", id)
			.update();
		return id;
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
