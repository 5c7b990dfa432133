package io.switchgear.benchmark;

import java.util.Objects;

import org.jspecify.annotations.Nullable;

/** Something that is measured: a peer, or a gateway with its database. */
record Target(String name, int port, Server server, @Nullable Postgres database,
		String token) implements AutoCloseable {

	/** The database of a gateway. */
	Postgres databaseOf() {
		return Objects.requireNonNull(database, name);
	}

	Target named(String other) {
		return new Target(other, port, server, database, token);
	}

	boolean isGateway() {
		return database != null;
	}

	Requests requests(Workload workload, Pool pool) {
		return (database != null) ? workload.atGateway(pool, token) : workload.atPeer(pool);
	}

	/** How many of its requests count as one. */
	int calls(Workload workload) {
		return (database != null) ? 1 : workload.peerCalls();
	}

	long databaseCpuMicros() {
		return (database != null) ? database.cpuMicros() : 0;
	}

	Postgres.Counters counters() {
		return (database != null) ? database.counters() : new Postgres.Counters(0, 0, 0, 0, 0, 0, 0);
	}

	@Override
	public void close() {
		server.close();
		if (database != null) {
			database.close();
		}
	}

}
