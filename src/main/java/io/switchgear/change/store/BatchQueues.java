package io.switchgear.change.store;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import io.switchgear.jdbc.Columns;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Finds the batches with items that wait for a provider. */
public final class BatchQueues {

	// From one queue to the next, as the index has them; the first is that of no batch
	private static final String AT = """
			with recursive queue (batch) as (
			  values (cast('00000000-0000-0000-0000-000000000000' as uuid))
			  union all
			  select (
			    select coalesce(change.batch, '00000000-0000-0000-0000-000000000000') from change
			    where waits and provider = :provider
			      and coalesce(change.batch, '00000000-0000-0000-0000-000000000000') > queue.batch
			    order by coalesce(change.batch, '00000000-0000-0000-0000-000000000000') limit 1)
			  from queue where queue.batch is not null
			)
			select batch.id, guarded, cancelled_at is not null cancelled,
			  guarded and exists (select from change where change.batch = batch.id and trial is not null) begun,
			  exists (
			    select from change
			    where waits and state = 'pending' and provider = :provider and next_try <= :now
			      and coalesce(change.batch, '00000000-0000-0000-0000-000000000000') = batch.id) due
			from queue join batch on batch.id = queue.batch""";

	private final JdbcClient jdbc;

	public BatchQueues(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/** Those with items that wait, or that are being applied in the background. */
	public List<Queued> at(String provider, Instant now) {
		return jdbc.sql(AT)
			.param("provider", provider)
			.param("now", Columns.time(now))
			.query((row, index) -> new Queued(row.getObject("id", UUID.class), row.getBoolean("guarded"),
					row.getBoolean("cancelled"), row.getBoolean("begun"), row.getBoolean("due")))
			.list();
	}

	/**
	 * A batch.
	 *
	 * @param guarded whether its guard says how many items may start
	 * @param cancelled whether the items that wait are to be withdrawn
	 * @param begun whether it is guarded and any item was tried
	 * @param due whether it is time to try one of its items
	 */
	public record Queued(UUID id, boolean guarded, boolean cancelled, boolean begun, boolean due) {
	}

}
