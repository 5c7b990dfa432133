package io.switchgear.change.store;

import io.switchgear.integration.Integration;
import io.switchgear.jdbc.Columns;

/**
 * The statements of {@link Transitions}. Each takes a JSON array, so one text and one
 * plan serve a single change and many. Each locks the rows of the integrations first,
 * writes the changes, and then the events, so the events of an integration have their
 * numbers in the order of its versions. The rows are looked up once and then named by
 * their place; one that others write in that moment is passed over as if locked.
 */
final class TransitionSql {

	private static final String INTENDED = """
			with asked as (
			  select * from json_to_recordset(cast(? as json)) as asked (id uuid, lease uuid, lease_millis bigint,
			    provider text, external_id text, action text, requested jsonb, enabled boolean, credentials text,
			    reason text, actor text, via text, source text, batch uuid, not_before timestamptz, not_after timestamptz,
			    next_try timestamptz, at timestamptz, etags text[], judged boolean, caller text, key text,
			    fingerprint text)
			),
			""";

	/** {@link Integration#snapshot}, as it is stored. */
	private static final String SNAPSHOT = """
			jsonb_strip_nulls(jsonb_build_object('enabled', %1$s.enabled, 'observed', case when %1$s.observed_enabled is not null then
			  jsonb_build_object('enabled', %1$s.observed_enabled, 'at', %2$s) end,
			  'sync', %1$s.sync, 'displayName', %1$s.display_name, 'labels', nullif(%1$s.labels, '{}'),
			  'settings', nullif(%1$s.settings, '{}'), 'credentials', nullif(%1$s.credential_hints, '{}')))"""
		.formatted("%1$s", Columns.isoTime("%1$s.observed_at"));

	private static final String BEGINNING = INTENDED
			+ """
					free as (
					  select asked.*, place, %s before
					  from asked cross join lateral integration_place(asked.provider, asked.external_id) cross join lateral (
					    select * from integration where ctid = place and lease is null
					      and (asked.judged or waiting = 0 and (updated_at < date_trunc('milliseconds', asked.at) or last_change is null and updated_at = created_at)
					        and (asked.etags is null or cast(version as text) = any (asked.etags)))
					    for update skip locked) known
					),
					%%staken as (
					  update integration set enabled = coalesce(free.enabled, integration.enabled), applying = free.id,
					    lease = free.lease, leased_until = clock_timestamp() + free.lease_millis * interval '1 millisecond',
					    last_change = greatest(last_change, free.id), version = version + 1, updated_at = greatest(free.at, updated_at)
					  from free where integration.ctid = free.place%%s
					  returning integration.*, free.id change, cast(free.before ->> 'enabled' as boolean) enabled_before
					),
					begun as (
					  insert into change (id, provider, external_id, action, state, requested, credentials, before, reason, actor, via,
					    source, created_at, started_at)
					  select id, provider, external_id, action, 'applying', requested, decode(credentials, 'base64'), before,
					    reason, actor, via, source, at, at
					  from free where id in (select change from taken)
					),
					told as (
					  insert into change_event (change, state, version, at)
					  select change, 'applying', version, updated_at from taken
					)
					select * from taken"""
				.formatted(SNAPSHOT.formatted("known"));

	/** The guard of those that nobody has judged is that nothing is in the way. */
	static final String BEGIN = BEGINNING.formatted("", "");

	/** The same where some have an idempotency key. */
	static final String BEGIN_WITH_KEYS = BEGINNING.formatted("""
			claimed as (
			  insert into idempotency_key (caller, key, fingerprint, change, created_at)
			  select caller, key, fingerprint, id, at from free where key is not null
			  on conflict do nothing returning change
			),
			""", " and (free.key is null or free.id in (select change from claimed))");

	// Due at once is by the clock of the database: the time of a change may be ahead
	static final String ADD = INTENDED
			+ """
					free as (
					  select asked.*, place from asked cross join lateral integration_place(asked.provider, asked.external_id) cross join lateral (
					    select from integration where ctid = place
					      and (asked.judged or waiting = 0 and (updated_at < date_trunc('milliseconds', asked.at) or last_change is null and updated_at = created_at))
					    for update skip locked) known
					),
					taken as (
					  update integration set waiting = waiting + 1, last_change = greatest(last_change, free.id),
					    version = version + 1, updated_at = greatest(free.at, updated_at)
					  from free where integration.ctid = free.place
					  returning integration.*, free.id change
					),
					added as (
					  insert into change (id, provider, external_id, action, state, requested, credentials, reason, actor, via, source,
					    batch, guarded, not_before, not_after, next_try, created_at, waits)
					  select id, provider, external_id, action, 'pending', requested, decode(credentials, 'base64'), reason, actor,
					    via, source, batch, coalesce((select guarded from batch where id = free.batch), false), not_before, not_after,
					    case when not_before is null then least(next_try, clock_timestamp()) else next_try end, at,
					    change_waits('pending', not_after, false)
					  from free where id in (select change from taken)
					),
					told as (
					  insert into change_event (change, state, version, at)
					  select change, 'pending', version, updated_at from taken
					)
					select * from taken""";

	/**
	 * A change of the gateway's own data. What it leaves of the integration is null if it
	 * is forgotten.
	 */
	static final String EDIT = INTENDED
			+ """
					known as (
					  select integration.*, place, asked.id change, asked.action, asked.at, %s before
					  from asked cross join lateral integration_place(asked.provider, asked.external_id)
					    join integration on integration.ctid = place
					),
					edited as (
					  update integration set display_name = cast(? as text), labels = cast(? as jsonb),
					    version = integration.version + 1, updated_at = known.at
					  from known where integration.ctid = known.place and known.action <> 'forget'
					  returning integration.*
					),
					forgotten as (
					  delete from integration using known
					  where integration.ctid = known.place and known.action = 'forget'
					),
					done as (
					  insert into change (id, provider, external_id, action, state, requested, before, after, reason, actor, via, source,
					    batch, created_at, started_at, finished_at)
					  select asked.id, asked.provider, asked.external_id, asked.action, 'succeeded', asked.requested, known.before,
					    (select %s from edited), asked.reason, asked.actor, asked.via, asked.source, asked.batch, asked.at, asked.at, asked.at
					  from asked join known on known.change = asked.id
					),
					told as (
					  insert into change_event (change, state, version, at)
					  select asked.id, 'succeeded', (select version from edited), asked.at from asked
					)
					select known.*, (select version from edited) new_version from known"""
				.formatted(SNAPSHOT.formatted("integration"), SNAPSHOT.formatted("edited"));

	/**
	 * The changes of a provider whose turn it is. The one of several of an integration
	 * that was asked for, or was to be applied, first goes first, also while its next try
	 * is farther away than that of another.
	 */
	static final String START = """
			with due as (
			  select change.id, place, requested, started_at is not null again, gen_random_uuid() lease, next_try, %s before
			  from change cross join lateral integration_place(change.provider, change.external_id)
			    join integration on integration.ctid = place
			  where waits and state = 'pending' and %%s and change.provider = ?
			    and coalesce(batch, '00000000-0000-0000-0000-000000000000') = ? and next_try >= ? and next_try <= ?
			    and integration.lease is null and (integration.waiting = 1 or not exists (select from change earlier
			      where earlier.waits and earlier.state = 'pending' and earlier.provider = change.provider
			        and earlier.external_id = change.external_id
			        and (coalesce(earlier.not_before, earlier.created_at), earlier.id)
			          < (coalesce(change.not_before, change.created_at), change.id)))
			    and (select cancelled_at from batch where batch.id = change.batch) is null
			  order by next_try, change.id limit ?
			  for update of change, integration skip locked
			),
			taken as (
			  update integration set enabled = coalesce(cast(due.requested ->> 'enabled' as boolean), integration.enabled),
			    applying = due.id, lease = due.lease, leased_until = clock_timestamp() + ? * interval '1 millisecond',
			    begun_at = ?, waiting = greatest(waiting - 1, 0), last_change = greatest(last_change, due.id),
			    version = version + 1, updated_at = greatest(?, updated_at + interval '1 millisecond')
			  from due where integration.ctid = due.place
			  returning integration.*, due.id change, cast(due.before ->> 'enabled' as boolean) enabled_before
			),
			started as (
			  update change set state = 'applying', before = coalesce(change.before, due.before), started_at = coalesce(started_at, taken.updated_at),
			    %s
			  from due join taken on taken.change = due.id
			  where change.id = due.id
			  returning change.*, due.again
			),
			told as (
			  insert into change_event (change, state, version, payload, at)
			  select started.id, 'applying', taken.version,
			    case when started.again then %s end, taken.updated_at
			  from started join taken on taken.change = started.id
			)
			select %s, started.next_try, taken.* from started join taken on taken.change = started.id
			order by started.next_try, started.id"""
		.formatted(
				SNAPSHOT.formatted("integration"), countedAs("'applying'", "change.problem",
						"coalesce(started_at, taken.updated_at)", "change.superseded_by"),
				payloadOf("started"), ChangeRow.columnsOf("started"));

	private static final String ENDING = """
			with asked as (
			  select * from json_to_recordset(cast(? as json)) as asked (id uuid, lease uuid, provider text,
			    external_id text, version bigint, state text, found jsonb, after jsonb, problem jsonb, attempts integer, requests integer,
			    provider_request_id text, at timestamptz, next_try timestamptz, waits integer, display_name text,
			    labels jsonb, enabled boolean, observed_enabled boolean, observed_at timestamptz, sync text, type text,
			    settings jsonb, credential_hints jsonb, in_doubt boolean, status integer, headers jsonb, body text,
			    releases boolean, may_have_acted boolean)
			),
			held as (
			  select asked.*, place from asked cross join lateral integration_place(asked.provider, asked.external_id) cross join lateral (
			    select from integration where ctid = place and lease = asked.lease
			      and (asked.version is null or version = asked.version and waiting = 0)
			    for update skip locked) known
			),
			written as (
			  update integration set display_name = held.display_name, labels = held.labels, enabled = held.enabled,
			    observed_enabled = held.observed_enabled, observed_at = held.observed_at, sync = held.sync, type = held.type,
			    settings = held.settings, credential_hints = held.credential_hints, in_doubt = held.in_doubt,
			    applying = null, lease = null, leased_until = null, waiting = integration.waiting + held.waits,
			    version = integration.version + 1, updated_at = greatest(held.at, updated_at)
			  from held where integration.ctid = held.place
			  returning integration.*, held.id change
			),
			done as (
			  update change set state = held.state, before = case when held.found is null then change.before else change.before || held.found end, after = held.after, attempts = change.attempts + held.attempts,
			    requests = change.requests + held.requests, provider_request_id = held.provider_request_id,
			    problem = held.problem, next_try = coalesce(held.next_try, change.next_try),
			    finished_at = case when held.state <> 'pending' then held.at end,
			    credentials = case when held.state = 'pending' then change.credentials end, may_have_acted = change.may_have_acted or held.may_have_acted,
			    %s
			  from held join written on written.change = held.id
			  where change.id = held.id
			  returning change.*
			),
			told as (
			  insert into change_event (change, state, version, payload, at)
			  select done.id, done.state, written.version, case when done.state = 'pending' then %s end, written.updated_at
			  from done join written on written.change = done.id
			)%%s
			select * from written"""
		.formatted(countedAs("held.state", "held.problem", "change.started_at", "change.superseded_by"),
				payloadOf("done"));

	/** The guard of those that nobody has judged is that nothing came in between. */
	static final String END = ENDING.formatted("");

	/** The same where idempotency keys may wait for outcomes. */
	static final String END_WITH_KEYS = ENDING.formatted("""
			,
			kept as (
			  update idempotency_key set status = held.status, headers = held.headers, body = held.body
			  from held join written on written.change = held.id
			  where idempotency_key.change = held.id and idempotency_key.status is null and held.status is not null
			),
			released as (
			  delete from idempotency_key using held
			  where idempotency_key.change = held.id and idempotency_key.status is null and held.releases
			    and held.id in (select change from written)
			)""");

	/** Takes over changes whose lease has run out, by the clock of the database. */
	static final String TAKE_OVER = """
			with due as (
			  select change.id, place from change cross join lateral integration_place(change.provider, change.external_id)
			    join integration on integration.ctid = place
			  where integration.applying = change.id and state = 'applying' and leased_until < clock_timestamp() and %s
			  order by change.id limit ? for update of integration skip locked
			),
			taken as (
			  update integration set lease = gen_random_uuid(),
			    leased_until = clock_timestamp() + ? * interval '1 millisecond'
			  from due where integration.ctid = due.place returning integration.*, due.id change
			),
			marked as (
			  update change set recovered = true, waits = true from due where change.id = due.id returning change.*
			)
			select %s, taken.* from marked join taken on taken.change = marked.id"""
		.formatted("%s", ChangeRow.columnsOf("marked"));

	/** Leaves a change to the next that looks for abandoned ones. */
	// By the key of the row, which nobody holds, and which may move meanwhile
	static final String LEAVE = """
			with held as (
			  update integration set leased_until = clock_timestamp() + ? * interval '1 millisecond'
			  where provider || '' = ? and external_id = ? and lease = ? returning applying
			)
			update change set attempts = change.attempts + sent.attempts, requests = change.requests + sent.requests,
			  problem = sent.problem, %s
			from held, (select cast(? as integer) attempts, cast(? as integer) requests, cast(? as jsonb) problem) sent
			where id = applying""".formatted(countedAs("state", "sent.problem", "started_at", "superseded_by"));

	private TransitionSql() {
	}

	/** What a change counts as, with these as the new values of its columns. */
	static String countedAs(String state, String problem, String startedAt, String supersededBy) {
		return """
				waits = change_waits(%1$s, change.not_after, change.recovered), outcome = change_outcome(%1$s),
				  trial = change_trial(change.guarded, %1$s, %2$s, %3$s, %4$s)""".formatted(state, problem, startedAt,
				supersededBy);
	}

	/** What a later state overwrites. */
	private static String payloadOf(String change) {
		return """
				jsonb_build_object('attempts', %1$s.attempts, 'requests', %1$s.requests, 'problem', %1$s.problem,
				  'provider_request_id', %1$s.provider_request_id, 'recovered', %1$s.recovered)""".formatted(change);
	}

}
