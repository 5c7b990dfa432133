-- The history, newest first, by who asked and by the states that few changes are in.
create index change_of_actor on change (actor, id desc);

create index change_unsuccessful on change (state, id desc) where state in ('failed', 'cancelled');
