create table integration (
  provider         text        not null,
  external_id      text        not null,
  display_name     text,
  labels           jsonb       not null default '{}',
  enabled          boolean,
  observed_enabled boolean,
  observed_at      timestamptz,
  sync             text        not null,
  type             text,
  settings         jsonb       not null default '{}',
  credential_hints jsonb       not null default '{}',
  credentials      bytea,
  last_change      uuid,
  version          bigint      not null,
  created_at       timestamptz not null,
  updated_at       timestamptz not null,
  primary key (provider, external_id)
);

comment on column integration.credentials is 'ciphertext, bound to provider/external_id';

create index integration_labels on integration using gin (labels jsonb_path_ops);

-- No reference to integration: the history outlives what it is about.
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
  batch               uuid,
  provider_request_id text,
  problem             jsonb,
  not_before          timestamptz,
  not_after           timestamptz,
  lease               uuid,
  leased_until        timestamptz,
  created_at          timestamptz not null,
  started_at          timestamptz,
  finished_at         timestamptz
);

comment on column change.credentials is 'ciphertext of what was given with the request, kept until the change has ended';

-- One change at a time for each integration, over all replicas.
create unique index change_applying on change (provider, external_id) where state = 'applying';

create index change_of_integration on change (provider, external_id, id desc);

create index change_leased on change (leased_until) where state = 'applying';
