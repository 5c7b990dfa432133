-- What is known of integrations, and what was asked for them.

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
  -- Cut, since an index takes no more than 2,704 bytes for a row
  search           text        not null generated always as
    (left(lower(external_id || ' ' || coalesce(display_name, '') || ' ' || coalesce(type, '')), 400)) stored,
  -- With the text to search, so that a search without an index reads this one and not the table
  primary key (provider, external_id) include (search)
);

comment on column integration.enabled is 'what was last asked for; null until somebody did';
comment on column integration.observed_enabled is 'what the provider last said or confirmed';
comment on column integration.in_doubt is 'a write since the last observation may or may not have been done';
comment on column integration.credentials is 'ciphertext, bound to provider/external_id';
comment on column integration.credential_hints is 'what callers may see of the credentials';
comment on column integration.version is 'the number of the ETag';

create index integration_labels on integration using gin (labels jsonb_path_ops);

create index integration_enabled on integration (enabled, provider, external_id);

create index integration_sync on integration (sync, provider, external_id) where sync <> 'in_sync';

-- Finds text anywhere, from three letters on. Where this user may not create the extension and nobody else has, text
-- is searched for in the primary key: docs/operations.md has what makes up for it later.
do $$
begin
  create extension if not exists pg_trgm;
  execute (
    select format('create index integration_search on integration using gin (search %I.gin_trgm_ops) with (fastupdate = off)',
      nspname)
    from pg_extension join pg_namespace on pg_namespace.oid = extnamespace where extname = 'pg_trgm');
exception when others then
  raise notice 'Text is searched for without an index: %', sqlerrm;
end
$$;

-- Every change: the history, the queue of background work, and what recovery reads. It has no reference to
-- integration, since the history outlives what it is about.
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

comment on column change.requested is 'what was asked for, secrets as the word set';
comment on column change.credentials is 'ciphertext of what was given with the request, kept until the change has ended';
comment on column change.attempts is 'how often the write was sent; requests counts reads too';
comment on column change.superseded_by is 'the newer change that overrode this one or was put in its place';
comment on column change.wanted is 'withdrawn: must not be started any more; again: is to be tried again';
comment on column change.lease is 'whoever has it may complete the change; it is anybody''s after leased_until';

-- One change at a time for each integration, over all replicas
create unique index change_applying on change (provider, external_id) where state = 'applying';

create index change_leased on change (leased_until) where state = 'applying';

create index change_pending on change (provider, external_id, id) where state = 'pending';

create index change_wanted on change (batch, id) where wanted is not null;

create index change_finished_at on change (finished_at) where finished_at is not null;

-- The history, newest first, by what it is filtered by
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

comment on column batch.items is 'ids of the integrations; the first ones, as many as expanded says, have their change';

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

comment on column idempotency_key.change is 'the change whose end is the answer; null if the answer came with the claim';
comment on column idempotency_key.status is 'of the answer that repeats get; null until there is one';

create index idempotency_key_change on idempotency_key (change) where change is not null;

create index idempotency_key_created_at on idempotency_key (created_at);

-- Every state a change goes through, in the form it had then. ChangeEvents reads it in the order of commits.
create table change_event (
  seq      bigint      generated always as identity primary key,
  tx       xid8        not null default pg_current_xact_id(),
  provider text        not null,
  payload  jsonb       not null,
  at       timestamptz not null
);

create index change_event_tx on change_event (tx, seq);

create index change_event_at on change_event (at);

-- Each event has the version of the integration, which is written after the change in the same transaction, and so is
-- read at its end. The row is locked until then, so the order stays.
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

-- Transactions have other numbers on each cluster of servers, so a position in the events holds for one only. This is
-- its one row: what positions are called here, and from where on they lead to all events.
create table event_generation (
  id           smallint primary key default 1 check (id = 1),
  name         text     not null,
  cluster      bigint   not null,
  begins_after bigint   not null,
  swept_seq    bigint   not null default 0,
  swept_tx     xid8     not null default '0'
);

comment on column event_generation.cluster is 'where the name was given; another one means that the data were moved';
comment on column event_generation.begins_after is 'the last seq of the generation before';
comment on column event_generation.swept_seq is 'the highest seq of those deleted';
comment on column event_generation.swept_tx is 'the highest tx of those deleted';

-- What tells a cluster from any other; replicas and failovers share it. 0 where it is not to be known.
create function event_cluster() returns bigint language plpgsql stable as $$
begin
  return (select system_identifier from pg_control_system());
exception when insufficient_privilege or undefined_function then
  return 0;
end
$$;
