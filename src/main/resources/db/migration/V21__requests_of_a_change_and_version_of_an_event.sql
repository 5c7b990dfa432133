alter table change add column requests integer not null default 0;

comment on column change.attempts is 'how often the write was sent; requests counts reads too';

-- A reader of events can go on from what it was shown: each has the version of the integration, which is written after
-- the change in the same transaction, and so is read at its end. The row is locked until then, so the order stays.
create or replace function record_change_event() returns trigger language plpgsql as $$
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

drop trigger change_inserted on change;

drop trigger change_moved on change;

create constraint trigger change_inserted after insert on change deferrable initially deferred
for each row execute function record_change_event();

create constraint trigger change_moved after update of state on change deferrable initially deferred
for each row when (old.state is distinct from new.state) execute function record_change_event();
