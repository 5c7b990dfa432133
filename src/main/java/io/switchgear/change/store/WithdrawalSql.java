package io.switchgear.change.store;

/** The statements that end changes which wait. */
final class WithdrawalSql {

	/** Ends changes of one integration. */
	static final String WITHDRAW = """
			with asked as (
			  select cast(? as text) state, cast(? as jsonb) problem, cast(? as uuid) superseded_by, cast(? as text) cancelled_by,
			    cast(? as text) cancelled_via, cast(? as timestamptz) at
			),
			ended as (
			  update change set state = asked.state, problem = asked.problem, superseded_by = asked.superseded_by,
			    cancelled_by = asked.cancelled_by, cancelled_via = asked.cancelled_via, finished_at = asked.at, credentials = null,
			    %s
			  from asked where id = any (?) and change.state = 'pending' returning change.*
			),
			written as (
			  update integration set waiting = greatest(waiting - ended.changes, 0), version = version + 1,
			    updated_at = greatest(ended.at, updated_at)
			  from (select provider, external_id, count(*) changes, max(finished_at) at from ended
			    group by provider, external_id) ended
			    cross join lateral integration_place(ended.provider, ended.external_id)
			  where integration.ctid = place
			  returning integration.version
			),
			told as (
			  insert into change_event (change, state, version, at)
			  select id, state, (select version from written), finished_at from ended order by id
			)
			select id from ended"""
		.formatted(TransitionSql.countedAs("asked.state", "asked.problem", "change.started_at", "asked.superseded_by"));

	private static final String STATE = "case when stopped and trial = 'error' then 'failed' else 'cancelled' end";

	private static final String PROBLEM = """
			case when stopped and trial = 'error' then problem
			      when stopped then why || jsonb_build_object('changeId', change.id) end""";

	/**
	 * Ends many items of a cancelled batch. Locks the rows of the integrations first, as
	 * all statements of {@link TransitionSql} do, and passes over those that others hold.
	 */
	static final String WITHDRAW_BATCH = """
			with due as (
			  select change.id, place, batch.stopped_errors is not null stopped, cast(? as jsonb) why, batch.cancelled_by,
			    batch.cancelled_via, greatest(cast(? as timestamptz), integration.updated_at + interval '1 millisecond') at
			  from batch join change on change.batch = batch.id
			    cross join lateral integration_place(change.provider, change.external_id)
			    join integration on integration.ctid = place
			  where batch.id = ? and batch.cancelled_at is not null and change.waits and change.state = 'pending'
			  order by change.provider, change.external_id limit ?
			  for update of integration skip locked
			),
			ended as (
			  update change set state = %s, problem = %s, cancelled_by = due.cancelled_by, cancelled_via = due.cancelled_via,
			    finished_at = due.at, credentials = null, %s
			  from due where change.id = due.id and state = 'pending'
			  returning change.*, due.place
			),
			written as (
			  update integration set waiting = greatest(waiting - 1, 0), version = version + 1,
			    updated_at = greatest(ended.finished_at, updated_at)
			  from ended where integration.ctid = ended.place
			  returning integration.*, ended.id change, ended.state ended_as
			),
			told as (
			  insert into change_event (change, state, version, at)
			  select change, ended_as, version, updated_at from written
			)
			select * from written"""
		.formatted(STATE, PROBLEM, TransitionSql.countedAs(STATE, PROBLEM, "started_at", "superseded_by"));

	private WithdrawalSql() {
	}

}
