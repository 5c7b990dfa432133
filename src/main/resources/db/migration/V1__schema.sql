-- Integrations: what was requested for them, and what their providers reported.

create table integration (
  provider         text        not null,
  external_id      text        not null,
  display_name     text,
  labels           jsonb       not null default '{}',
  type             text,
  enabled          boolean,
  observed_enabled boolean,
  observed_at      timestamptz,
  sync             text        not null,
  in_doubt         boolean     not null default false,
  settings         jsonb       not null default '{}',
  credential_hints jsonb       not null default '{}',
  credentials      bytea,
  last_change      uuid,
  version          bigint      not null,
  created_at       timestamptz not null,
  updated_at       timestamptz not null,
  -- Truncated, because an index row has at most 2,704 bytes
  search           text        not null generated always as
    (left(lower(external_id || ' ' || coalesce(display_name, '') || ' ' || coalesce(type, '')), 400)) stored,
  -- Includes the search text, so that a search without pg_trgm reads this index and not the table
  primary key (provider, external_id) include (search)
);

comment on column integration.enabled is 'state last requested; null until the first request';
comment on column integration.observed_enabled is 'state that the provider last reported or confirmed';
comment on column integration.in_doubt is 'true if the outcome of a write since the last observation is unknown';
comment on column integration.credentials is 'ciphertext, bound to provider/external_id';
comment on column integration.credential_hints is 'parts of the credentials that callers may see';
comment on column integration.version is 'number in the ETag';

create index integration_labels on integration using gin (labels jsonb_path_ops);

create index integration_enabled on integration (enabled, provider, external_id);

create index integration_sync on integration (sync, provider, external_id) where sync <> 'in_sync';

-- Finds text of three or more letters anywhere. If the extension does not exist and this user may not create it,
-- searches read the primary key instead. docs/operations.md shows how to add the index later.
do $$
begin
  create extension if not exists pg_trgm;
  execute (
    select format('create index integration_search on integration using gin (search %I.gin_trgm_ops) with (fastupdate = off)',
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
  source              text        not null,
  attempts            integer     not null default 0,
  requests            integer     not null default 0,
  batch               uuid,
  provider_request_id text,
  problem             jsonb,
  superseded_by       uuid,
  wanted              text,
  not_before          timestamptz,
  not_after           timestamptz,
  lease               uuid,
  leased_until        timestamptz,
  created_at          timestamptz not null,
  started_at          timestamptz,
  finished_at         timestamptz
);

comment on column change.requested is 'requested values, with secrets replaced by the word set';
comment on column change.credentials is 'ciphertext of the credentials in the request, kept until the change has finished';
comment on column change.attempts is 'number of times the write was sent; requests also counts reads';
comment on column change.superseded_by is 'newer change that overrode or replaced this one';
comment on column change.wanted is 'withdrawn: must not be started; again: must be tried again';
comment on column change.lease is 'its holder may complete the change; after leased_until any replica may take it over';

-- One change at a time for each integration, across all replicas
create unique index change_applying on change (provider, external_id) where state = 'applying';

create index change_leased on change (leased_until) where state = 'applying';

create index change_pending on change (provider, external_id, id) where state = 'pending';

create index change_wanted on change (batch, id) where wanted is not null;

create index change_finished_at on change (finished_at) where finished_at is not null;

-- For each filter of the history, newest first
create index change_of_integration on change (provider, external_id, id desc);

create index change_of_provider on change (provider, id desc);

create index change_of_actor on change (actor, id desc);

create index change_of_action on change (action, id desc);

create index change_of_batch on change (batch, id) where batch is not null;

create index change_unsuccessful on change (state, id desc) where state in ('failed', 'cancelled');

create table batch (
  id           uuid        primary key,
  enabled      boolean     not null,
  reason       text,
  actor        text        not null,
  items        jsonb       not null,
  total        integer     not null,
  expanded     integer     not null default 0,
  not_after    timestamptz not null,
  created_at   timestamptz not null,
  cancelled_at timestamptz,
  retried_by   text
);

comment on column batch.items is 'ids of the integrations; the first ones, as many as expanded, have a change';

create table provider_hold (
  id        uuid        primary key,
  provider  text        not null,
  reason    text        not null,
  placed_by text        not null,
  placed_at timestamptz not null,
  lifted_by text,
  lifted_at timestamptz
);

create unique index provider_hold_in_force on provider_hold (provider) where lifted_at is null;

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

comment on column idempotency_key.change is 'change whose outcome is the response; null if the response was stored with the claim';
comment on column idempotency_key.status is 'status of the response for repeats; null until there is one';

create index idempotency_key_change on idempotency_key (change) where change is not null;

create index idempotency_key_created_at on idempotency_key (created_at);

-- Every state of a change, as it was then. ChangeEvents reads this table in commit order.
create table change_event (
  seq      bigint      generated always as identity primary key,
  tx       xid8        not null default pg_current_xact_id(),
  provider text        not null,
  payload  jsonb       not null,
  at       timestamptz not null
);

create index change_event_tx on change_event (tx, seq);

create index change_event_at on change_event (at);

-- Each event has the version of the integration. The version is written after the change in the same transaction, so
-- the triggers read it at the end. The row is locked until then, so the order is kept.
create function record_change_event() returns trigger language plpgsql as $$
begin
  insert into change_event (provider, payload, at)
  values (new.provider,
    to_jsonb(new) - 'credentials' - 'lease' - 'leased_until' - 'wanted'
      || jsonb_build_object('version', (select version from integration
        where integration.provider = new.provider and integration.external_id = new.external_id)),
    coalesce(new.finished_at, new.started_at, new.created_at));
  return null;
end
$$;

create constraint trigger change_inserted after insert on change deferrable initially deferred
for each row execute function record_change_event();

create constraint trigger change_moved after update of state on change deferrable initially deferred
for each row when (old.state is distinct from new.state) execute function record_change_event();

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
