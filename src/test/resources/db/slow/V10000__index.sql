create index concurrently slow_index on change (reason);
