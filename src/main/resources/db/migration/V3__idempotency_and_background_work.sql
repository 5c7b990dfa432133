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

comment on column idempotency_key.change is 'whose end is the answer; null where the answer came with the claim';

create index idempotency_key_change on idempotency_key (change) where change is not null;

create index idempotency_key_created_at on idempotency_key (created_at);

alter table integration add column in_doubt boolean not null default false;

comment on column integration.in_doubt is 'a write since the last observation may or may not have been done';

alter table change add column superseded_by uuid, add column wanted text;

comment on column change.wanted is 'withdrawn: not to be started any more; again: to be tried again';

create index change_pending on change (provider, external_id, id) where state = 'pending';

create index change_of_batch on change (batch, id) where batch is not null;

create index change_wanted on change (batch, id) where wanted is not null;

create index scheduled_tasks_priority on scheduled_tasks (priority desc, execution_time);

create index change_finished_at on change (finished_at) where finished_at is not null;

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

-- Every state a change goes through, in the form it had then. A reader that only takes rows of transactions older
-- than any that still runs misses none: see ChangeEvents.
create table change_event (
  seq      bigint      generated always as identity primary key,
  tx       xid8        not null default pg_current_xact_id(),
  provider text        not null,
  payload  jsonb       not null,
  at       timestamptz not null
);

create index change_event_tx on change_event (tx, seq);

create index change_event_at on change_event (at);

create function record_change_event() returns trigger language plpgsql as $$
begin
  insert into change_event (provider, payload, at)
  values (new.provider, to_jsonb(new) - 'credentials' - 'lease' - 'leased_until' - 'wanted',
    coalesce(new.finished_at, new.started_at, new.created_at));
  return null;
end
$$;

create trigger change_inserted after insert on change
for each row execute function record_change_event();

create trigger change_moved after update of state on change
for each row when (old.state is distinct from new.state) execute function record_change_event();
