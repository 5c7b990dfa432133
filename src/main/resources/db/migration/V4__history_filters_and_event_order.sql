-- The history, newest first, by who asked and by the states that few changes are in.
create index change_of_actor on change (actor, id desc);

create index change_unsuccessful on change (state, id desc) where state in ('failed', 'cancelled');

comment on table change_event is
  'Every state a change goes through, in the form it had then. ChangeEvents reads it in the order of commits.';
