package io.switchgear.change.store;

/**
 * The statement that withdraws many items of a cancelled batch. It locks the rows of the
 * integrations first, as all statements of {@link TransitionSql} do, and passes over
 * those that others hold.
 */
final class WithdrawalSql {

	static final String WITHDRAW_BATCH = """
			with due as (
			  select change.id, batch.stopped_errors is not null stopped, batch.cancelled_by, batch.cancelled_via,
			    greatest(cast(? as timestamptz), integration.updated_at + interval '1 millisecond') at
			  from batch join change on change.batch = batch.id join integration using (provider, external_id)
			  where batch.id = ? and batch.cancelled_at is not null and change.waits and change.state = 'pending'
			  order by provider, external_id limit ?
			  for update of integration skip locked
			),
			ended as (
			  update change set state = case when stopped and trial = 'error' then 'failed' else 'cancelled' end,
			    problem = case when stopped and trial = 'error' then problem
			      when stopped then cast(? as jsonb) || jsonb_build_object('changeId', change.id) end,
			    cancelled_by = due.cancelled_by, cancelled_via = due.cancelled_via, finished_at = due.at, credentials = null
			  from due where change.id = due.id and state = 'pending'
			  returning change.*
			),
			written as (
			  update integration set waiting = greatest(waiting - 1, 0), version = version + 1,
			    updated_at = greatest(ended.finished_at, updated_at)
			  from ended
			  where integration.provider = ended.provider and integration.external_id = ended.external_id
			  returning integration.*, ended.id change
			),
			told as (
			  insert into change_event (change, state, version, at)
			  select ended.id, ended.state, written.version, written.updated_at
			  from ended join written on written.change = ended.id
			)
			select * from written""";

	private WithdrawalSql() {
	}

}
