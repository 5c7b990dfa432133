-- Integrations: what was requested for them, and what their providers reported.

-- What is read of every row comes first: on its way to a column, PostgreSQL passes those before it.
create table integration (
  updated_at       timestamptz not null,
  provider         text        not null,
  external_id      text        not null,
  enabled          boolean,
  sync             text        not null,
  lease            uuid,
  waiting          integer     not null default 0 check (waiting >= 0),
  observed_at      timestamptz,
  missing_since    timestamptz,
  display_name     text,
  labels           jsonb       not null default '{}',
  type             text,
  observed_enabled boolean,
  in_doubt         boolean     not null default false,
  applying         uuid,
  leased_until     timestamptz,
  begun_at         timestamptz,
  settings         jsonb       not null default '{}',
  asked_settings   jsonb       not null default '{}',
  credential_hints jsonb       not null default '{}',
  credentials      bytea,
  last_change      uuid,
  version          bigint      not null,
  created_at       timestamptz not null
)
-- Every switch writes the row twice. With half of each page free, the new versions stay on the page and no index is
-- touched, as long as no index has a column that a switch changes.
with (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.05, autovacuum_analyze_scale_factor = 0.05);

-- Not unique: whoever adds to a unique index looks at every version of the row that is still there, and while a backup
-- holds a snapshot, that is every version since. integration_key sees to it that there is one row for each integration.
-- Without posting lists, whose entries are read from the first to the last even where a scan goes backwards.
create index integration_versions on integration ((provider || ''), external_id) with (deduplicate_items = off);

-- Under a snapshot, a vacuum that is slower than the writers meets only versions that were replaced meanwhile, and tells
-- the planner that the table is next to empty. If it then knew how the rows are ordered by provider, it would read all
-- versions of a row and sort them, rather than go by the index. It knows that of columns, but not of an expression
-- without statistics.
alter index integration_versions alter column 1 set statistics 0;

-- There is no unique index that could be the replica identity
alter table integration replica identity full;

-- Where on the disk the row of an integration is, as the statement sees it: for `where ctid = place`. PostgreSQL makes
-- it a part of the statement. While nothing can be removed, new versions come after the older ones as a rule, so it
-- begins at that end, which an equation would not; what it costs does not grow with them.
create function integration_place(provider text, external_id text) returns table (place tid) language sql stable rows 1
as $$
  select ctid from integration
  where integration.provider || '' = $1 and integration.external_id >= $2 and integration.external_id <= $2
  order by integration.external_id desc limit 1
$$;

comment on column integration.enabled is 'state last requested; null until the first request';
comment on column integration.observed_enabled is 'state that the provider last reported or confirmed';
comment on column integration.sync is 'how enabled and observed compare; shown as pending while a change is applied or waits';
comment on column integration.in_doubt is 'true if the outcome of a write since the last observation is unknown';
comment on column integration.missing_since is 'when an import did not list it, or a second reading did not find it; void once observed_at is later';
comment on column integration.asked_settings is 'settings that somebody asked for; settings has what the provider last reported';
comment on column integration.applying is 'change that is being applied, null if there is none';
comment on column integration.lease is 'its holder may complete the change; after leased_until any replica may take it over';
comment on column integration.begun_at is 'when a change of the background was last begun, also one that was tried before';
comment on column integration.waiting is 'number of changes that wait; may be too high for a moment, never too low';
comment on column integration.credentials is 'ciphertext, bound to provider/external_id';
comment on column integration.credential_hints is 'parts of the credentials that callers may see';
comment on column integration.version is 'number in the ETag';

-- Each integration once, and the text that searches look in. A switch touches neither it nor its indexes.
create table integration_key (
  provider    text not null,
  external_id text not null,
  search      text not null,
  -- Includes the search text, so that a search without pg_trgm reads this index and not the table
  primary key (provider, external_id) include (search)
);

-- Truncated, because an index row has at most 2,704 bytes
create function integration_text(external_id text, display_name text, type text) returns text language sql immutable as $$
  select left(lower($1 || ' ' || coalesce($2, '') || ' ' || coalesce($3, '')), 400)
$$;

-- Of a row that is there already, nothing is inserted: integrations are inserted as if with "on conflict do nothing".
create function integration_key_claim() returns trigger language plpgsql as $$
begin
  insert into integration_key (provider, external_id, search)
  values (new.provider, new.external_id, integration_text(new.external_id, new.display_name, new.type))
  on conflict do nothing;
  return case when found then new end;
end
$$;

create function integration_key_copy() returns trigger language plpgsql as $$
begin
  if tg_op = 'TRUNCATE' then
    truncate integration_key;
  elsif tg_op = 'DELETE' then
    delete from integration_key where provider = old.provider and external_id = old.external_id;
  else
    update integration_key set provider = new.provider, external_id = new.external_id,
      search = integration_text(new.external_id, new.display_name, new.type)
    where provider = old.provider and external_id = old.external_id;
  end if;
  return null;
end
$$;

create trigger integration_key_added before insert on integration
  for each row execute function integration_key_claim();

-- A switch writes the name and the type as they were, and calls nothing
create trigger integration_key_changed after update of provider, external_id, display_name, type on integration
  for each row when ((old.provider, old.external_id, old.display_name, old.type)
    is distinct from (new.provider, new.external_id, new.display_name, new.type))
  execute function integration_key_copy();

create trigger integration_key_gone after delete on integration
  for each row execute function integration_key_copy();

create trigger integration_key_truncated after truncate on integration
  for each statement execute function integration_key_copy();

-- Holds the rows of integrations to the end of the transaction, and creates those that are not there. Transactions that
-- take several rows in different orders would wait for each other. So all that wait for more than one take them in the
-- order of their bytes, which is the same in every database; what "order by" and Java sort by without being told is not.
-- One row after the other, because others wait for those that are created as they do for those that are locked.
-- A session keeps its plans: one from when there were few integrations would read all of them for each that is wanted.
create function integration_hold(providers text[], external_ids text[], seen_at timestamptz) returns void
language plpgsql set enable_seqscan = off as $$
declare
  named record;
begin
  for named in
    select listed.provider, listed.external_id from unnest(providers, external_ids) as listed (provider, external_id)
    order by listed.provider collate "C", listed.external_id collate "C"
  loop
    -- Others may create it or forget it between two of these statements
    for tries in 1..100 loop
      perform from integration
      where integration.provider || '' = named.provider and integration.external_id >= named.external_id
        and integration.external_id <= named.external_id
      order by integration.external_id desc limit 1 for update;
      exit when found;
      -- Each write raises the version by one and takes far longer than a microsecond, so the row of an integration that
      -- was forgotten never had a version as high. Below 2^53, so that readers of JSON keep it exactly.
      insert into integration (provider, external_id, sync, version, created_at, updated_at)
      values (named.provider, named.external_id, 'unknown',
        cast(extract(epoch from clock_timestamp()) * 1000000 as bigint), seen_at, seen_at);
      exit when found;
      if tries = 100 then
        raise exception 'integration_key has %/%, but integration does not', named.provider, named.external_id;
      end if;
    end loop;
  end loop;
end
$$;

-- The labels once more, so that an index has the integrations with a label in the order of their ids
create table integration_label (
  name        text not null,
  value       text not null,
  provider    text not null,
  external_id text not null,
  primary key (name, value, provider, external_id)
);

create function integration_label_copy() returns trigger language plpgsql as $$
begin
  if tg_op = 'TRUNCATE' then
    truncate integration_label;
    return null;
  end if;
  if tg_op <> 'INSERT' then
    delete from integration_label
    where (name, value) in (select key, jsonb_each_text.value from jsonb_each_text(old.labels))
      and provider = old.provider and external_id = old.external_id;
  end if;
  if tg_op <> 'DELETE' then
    insert into integration_label (name, value, provider, external_id)
    select key, jsonb_each_text.value, new.provider, new.external_id from jsonb_each_text(new.labels);
  end if;
  return null;
end
$$;

create trigger integration_label_added after insert on integration
  for each row when (new.labels <> '{}') execute function integration_label_copy();

-- A switch writes the labels as they were, and calls nothing
create trigger integration_label_changed after update of labels on integration
  for each row when (old.labels <> new.labels) execute function integration_label_copy();

create trigger integration_label_gone after delete on integration
  for each row when (old.labels <> '{}') execute function integration_label_copy();

create trigger integration_label_truncated after truncate on integration
  for each statement execute function integration_label_copy();

-- A switch that succeeds leaves sync as it was
create index integration_apart on integration (sync, provider, external_id) where sync <> 'in_sync';

create index integration_drifted on integration (provider, external_id) where sync = 'drifted';

-- True if the provider, which did not show an integration in its list or when asked for it, was not heard of it since
create function is_missing(missing_since timestamptz, observed_at timestamptz) returns boolean language sql immutable as $$
  select $1 is not null and ($2 is null or $2 < $1)
$$;

create index integration_missing on integration (provider, external_id) where missing_since is not null;

-- Finds text of three or more letters anywhere. If the extension does not exist and this user may not create it,
-- searches read the primary key of integration_key instead. docs/operations.md shows how to add the index later.
do $$
begin
  create extension if not exists pg_trgm;
  execute (
    select format('create index integration_search on integration_key using gin (search %I.gin_trgm_ops) with (fastupdate = off)',
      nspname)
    from pg_extension join pg_namespace on pg_namespace.oid = extnamespace where extname = 'pg_trgm');
exception when others then
  raise notice 'Searches run without an index: %', sqlerrm;
end
$$;

-- Every change. The table is the history, the queue of background work, and the input of recovery. It does not reference
-- integration, because the history outlives integrations.
create table change (
  id                  uuid        primary key,
  provider            text        not null,
  external_id         text        not null,
  action              text        not null,
  state               text        not null,
  requested           jsonb       not null,
  credentials         bytea,
  before              jsonb,
  after               jsonb,
  reason              text,
  actor               text        not null,
  via                 text,
  source              text        not null,
  recovered           boolean     not null default false,
  may_have_acted      boolean     not null default false,
  attempts            integer     not null default 0,
  requests            integer     not null default 0,
  batch               uuid,
  guarded             boolean     not null default false,
  provider_request_id text,
  problem             jsonb,
  superseded_by       uuid,
  cancelled_by        text,
  cancelled_via       text,
  not_before          timestamptz,
  not_after           timestamptz,
  next_try            timestamptz,
  created_at          timestamptz not null,
  started_at          timestamptz,
  finished_at         timestamptz,
  -- What it counts as, so that indexes need not have the state, which every change changes. They are null for a change
  -- that a caller waits for and that succeeds, so its completion touches no index. The statements set them by the
  -- functions below; of generated columns, PostgreSQL would parse and plan the expressions with every statement.
  waits               boolean,
  outcome             text,
  trial               text
)
-- A change is completed once, on its page if there is room. Vacuum comes early, since the entries of changes that have
-- waited stay in the indexes of waiting changes until then.
with (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.02);

create function change_waits(state text, not_after timestamptz, recovered boolean) returns boolean language sql immutable as $$
  select case when $1 = 'pending' or ($1 = 'applying' and ($2 is not null or $3)) then true end
$$;

create function change_outcome(state text) returns text language sql immutable as $$
  select case when $1 in ('failed', 'cancelled') then $1 end
$$;

-- What the guard of a batch counts. A failed change that was tried again is counted by the newer one, and a hold is no
-- error.
create function change_trial(guarded boolean, state text, problem jsonb, started_at timestamptz, superseded_by uuid)
  returns text language sql immutable as $$
  select case
    when not $1 or $2 = 'failed' and $5 is not null then null
    when $2 = 'failed' or $2 <> 'cancelled' and $3 ->> 'code' <> 'provider.on-hold' then 'error'
    when $2 = 'applying' then 'applying'
    when $2 <> 'pending' and $4 is not null then 'over'
  end
$$;

comment on column change.requested is 'requested values, with secrets replaced by the word set';
comment on column change.credentials is 'ciphertext of the credentials in the request, kept until the change has finished';
comment on column change.actor is 'who decided';
comment on column change.via is 'client that carried it; null if it is the actor';
comment on column change.recovered is 'true if another replica took the change over';
comment on column change.may_have_acted is 'true if an attempt failed that the provider may have carried out nevertheless';
comment on column change.attempts is 'number of times the write was sent; requests also counts reads';
comment on column change.guarded is 'item of a batch that limits its errors or how many are applied at once';
comment on column change.outcome is 'state, if it is one of the few that did not succeed';
comment on column change.trial is 'how the trial of a guarded item stands: applying, error (failed so far), over; null before it';
comment on column change.superseded_by is 'newer change that overrode or replaced this one';
comment on column change.next_try is 'when a waiting change is tried next';
comment on column change.waits is 'true while the change is work of the background';

-- Nobody searches by these, and to sort their values would be most of what an analyze costs.
alter table change
  alter column requested set statistics 0,
  alter column credentials set statistics 0,
  alter column before set statistics 0,
  alter column after set statistics 0,
  alter column reason set statistics 0,
  alter column attempts set statistics 0,
  alter column requests set statistics 0,
  alter column provider_request_id set statistics 0;

-- The queues of a provider: one of what callers sent one by one, which does not wait behind batches, and one for each
-- batch, so that batches take turns.
create index change_waiting on change
  (provider, (coalesce(batch, '00000000-0000-0000-0000-000000000000')), next_try, id) where waits;

-- What guards count; only items of guarded batches enter it.
create index change_trial on change (batch, trial) where trial is not null;

create index change_waiting_of_integration on change (provider, external_id, id) where waits;

create index change_waiting_newest on change (provider, id desc) where waits;

-- For each filter of the history and one provider, newest first. Pages of several providers are merged.
create index change_of_integration on change (provider, external_id, id desc);

create index change_of_provider on change (provider, id desc);

create index change_of_actor on change (actor, provider, id desc);

create index change_of_via on change (via, provider, id desc) where via is not null;

create index change_of_action on change (action, provider, id desc);

create index change_of_batch on change (batch, id) where batch is not null;

create index change_of_code on change ((problem ->> 'code'), provider, id desc) where problem is not null;

create index change_unsuccessful on change (outcome, provider, id desc) where outcome is not null;

-- Recovery has ended all changes with lower ids, except for those of the background.
create table recovery_mark (
  id      smallint primary key default 1 check (id = 1),
  reached uuid     not null
);

-- The planner asks a stable function for its value, and so knows how few changes are behind it. Of a subquery it would
-- take it that a third of the history is, and read that as a whole.
create function recovery_reached() returns uuid language plpgsql stable as $$
begin
  return coalesce((select reached from recovery_mark), '00000000-0000-0000-0000-000000000000');
end
$$;

create table batch (
  id           uuid        primary key,
  enabled      boolean,
  patch        jsonb,
  reverts      uuid,
  restores     jsonb,
  skipped      jsonb       not null default '[]',
  reason       text,
  actor        text        not null,
  via          text,
  items        jsonb       not null,
  total        integer     not null,
  expanded     integer     not null default 0,
  not_after    timestamptz not null,
  created_at   timestamptz not null,
  cancelled_at timestamptz,
  cancelled_by text,
  cancelled_via text,
  retried_by   text,
  retried_via  text,
  retry_up_to  uuid,
  max_errors         integer,
  max_error_percent  integer,
  min_items          integer,
  max_concurrency    integer,
  not_before         timestamptz,
  revert_if_stopped  boolean not null default false,
  revert_due         boolean not null default false,
  stopped_errors     integer,
  stopped_max_errors integer,
  guarded            boolean generated always as
    (max_errors is not null or max_error_percent is not null or max_concurrency is not null) stored,
  told         jsonb,
  told_at      timestamptz,
  told_end     boolean     not null default false,
  untold       boolean     not null default true
);

create index batch_running on batch (id) where not told_end;

create index batch_revert_due on batch (id) where revert_due;

create index batch_of_actor on batch (actor, id desc);

create index batch_of_via on batch (via, id desc) where via is not null;

comment on column batch.retry_up_to is 'the failed changes up to this one are to be tried again; null if there are none';
comment on column batch.min_items is 'the percentage of errors is of the items tried so far, and counts once so many were tried';
comment on column batch.revert_due is 'true from when the guard stopped it until it is reverted, if it is to be';
comment on column batch.stopped_errors is 'errors when the guard stopped it, of which there were more than stopped_max_errors';
comment on column batch.enabled is 'null if it does not switch its items, or reverts another batch';
comment on column batch.patch is 'what an update asks for; null for others';
comment on column batch.reverts is 'batch that this one takes back';
comment on column batch.restores is 'of a revert, what each item is asked for, by id';
comment on column batch.skipped is 'items of the reverted batch that are not restored, with a code; not those that stand back at their turn';
comment on column batch.told is 'progress by provider that readers of events were told last';
comment on column batch.told_end is 'true once they were told that nothing of it is left to be done';
comment on column batch.untold is 'true if something was done with the batch itself since; what its items do is known from their events';
comment on column batch.items is 'ids of the integrations; the first ones, as many as expanded, have a change';

create table provider_hold (
  id        uuid        primary key,
  provider  text        not null,
  reason    text        not null,
  placed_by text        not null,
  placed_via text,
  placed_at timestamptz not null,
  ends_at   timestamptz,
  lifted_by text,
  lifted_via text,
  lifted_at timestamptz
);

create unique index provider_hold_in_force on provider_hold (provider) where lifted_at is null;

-- What each replica last saw of each provider. It is written every few seconds; rows of replicas that ended stay for a
-- week, for the time of their last success.
create table provider_health (
  provider          text        not null,
  replica           uuid        not null,
  circuit_breaker   text        not null,
  last_success      timestamptz,
  last_failure      timestamptz,
  last_failure_kind text,
  seen_at           timestamptz not null,
  primary key (provider, replica)
)
with (fillfactor = 50);

-- How far the list of a provider was read, the last time. A replica that reads it has a lease, by the clock of the
-- database; another one goes on at the cursor if the lease runs out.
create table inventory (
  provider     text        primary key,
  state        text        not null,
  cursor       text,
  pages        integer     not null default 0,
  lease        uuid,
  leased_until timestamptz,
  started_at   timestamptz not null,
  listed_at    timestamptz,
  total        integer,
  failed_at    timestamptz,
  problem      jsonb
)
with (fillfactor = 50);

comment on column inventory.cursor is 'where the next page begins; null for the first one';
comment on column inventory.listed_at is 'when the list was last read to its end; total is the number of integrations that it had';
comment on column inventory.problem is 'why reading it failed, the last time that it did';

-- What a list that is being read has shown so far. What it has not shown in the end is missing.
create table inventory_listed (
  provider    text not null,
  external_id text not null,
  primary key (provider, external_id)
);

-- How far the integrations of a provider have been read again one by one: a walk in the order of their ids.
-- The cursor is the last one that a replica took, null once the walk has come to its end.
create table reread (
  provider   text        primary key,
  cursor     text,
  started_at timestamptz not null,
  total      integer     not null,
  done       integer     not null
)
with (fillfactor = 50);

create table idempotency_key (
  caller      text        not null,
  key         text        not null,
  fingerprint text        not null,
  change      uuid,
  status      integer,
  headers     jsonb,
  body        text,
  created_at  timestamptz not null,
  primary key (caller, key)
);

comment on column idempotency_key.caller is 'actor, and behind a line break the client that carried the request, if it is another';
comment on column idempotency_key.change is 'change whose outcome is the response; null if the response was stored with the claim';
comment on column idempotency_key.status is 'status of the response for repeats; null until there is one';

create index idempotency_key_change on idempotency_key (change) where change is not null;

create index idempotency_key_created_at on idempotency_key (created_at);

-- Every state that a change went through, and what else happened, by its kind. ChangeEvents reads this table in commit
-- order. What an event of a change says is read from the change, which has the same or more to say in each later state;
-- the payload has what a later state overwrites. Of any other kind, the payload is all that the event says.
create table change_event (
  tx          xid8        not null default pg_current_xact_id(),
  seq         bigint      generated always as identity,
  kind        text        not null default 'change',
  change      uuid,
  provider    text,
  external_id text,
  batch       uuid,
  state       text        not null,
  version     bigint,
  payload     jsonb,
  at          timestamptz not null,
  primary key (tx, seq)
)
-- Rows are inserted in the order of the key and deleted in that order. Vacuum removes the deleted ones early, because
-- readers and the sweep begin at the low end of the key.
with (autovacuum_vacuum_scale_factor = 0.02);

comment on column change_event.kind is 'name of the event in the stream';
comment on column change_event.provider is 'whose readers are told; null for a change, which has it itself';
comment on column change_event.batch is 'batch that it is about; null for a change, which has it itself';
comment on column change_event.version is 'version that the integration got with it; null if it was forgotten';
comment on column change_event.payload is 'members of the change that differ from the row as it is now, or all that another event says';

-- Transaction numbers differ between clusters of servers, so a position in the events is valid for one cluster only. The
-- only row of this table has the name of its positions and the point from which they are complete.
create table event_generation (
  id           smallint primary key default 1 check (id = 1),
  name         text     not null,
  cluster      bigint   not null,
  begins_after bigint   not null,
  swept_seq    bigint   not null default 0,
  swept_tx     xid8     not null default '0'
);

comment on column event_generation.cluster is 'cluster on which the name was assigned; if it differs, the data were moved';
comment on column event_generation.begins_after is 'last seq of the previous generation';
comment on column event_generation.swept_seq is 'highest seq of the deleted events';
comment on column event_generation.swept_tx is 'highest tx of the deleted events';

-- Identifies the cluster; replicas and failover servers share it. 0 if it cannot be read.
create function event_cluster() returns bigint language plpgsql stable as $$
begin
  return (select system_identifier from pg_control_system());
exception when insufficient_privilege or undefined_function then
  return 0;
end
$$;

-- How many changes ended in each hour, so that nobody counts the history. A replica adds every few seconds what ended
-- since; the code is that of the problem, empty if the change did not fail.
create table change_tally (
  provider text        not null,
  hour     timestamptz not null,
  state    text        not null,
  code     text        not null,
  changes  bigint      not null,
  primary key (provider, hour, state, code)
)
with (fillfactor = 50);

-- Its only row says which transactions the counts have.
create table change_tally_mark (
  id       smallint    primary key default 1 check (id = 1),
  snapshot pg_snapshot not null,
  cluster  bigint      not null
);

insert into change_tally_mark (snapshot, cluster) values (pg_current_snapshot(), event_cluster());

-- Who is logged in to the console: the tables of Spring Session, whose times are milliseconds since 1970. Only a replica
-- that has put its mark on refreshing_until fetches new tokens for a session.
create table console_session (
  primary_id            varchar(36) primary key,
  session_id            varchar(36) not null unique,
  creation_time         bigint      not null,
  last_access_time      bigint      not null,
  max_inactive_interval int         not null,
  expiry_time           bigint      not null,
  principal_name        varchar(100),
  refreshing_until      bigint
);

create index console_session_expiry on console_session (expiry_time);

-- The tokens of a session, encrypted.
create table console_session_attributes (
  session_primary_id varchar(36)  not null references console_session (primary_id) on delete cascade,
  attribute_name     varchar(200) not null,
  attribute_bytes    bytea        not null,
  primary key (session_primary_id, attribute_name)
);
