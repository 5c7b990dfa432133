package io.switchgear.benchmark;

/** What a target has used so far: CPU, statements and WAL. */
record Usage(long processMicros, long databaseMicros, long othersMicros, long statements, long walBytes) {

	static Usage of(Target target) {
		Postgres.Counters counters = target.counters();
		long database = target.databaseCpuMicros();
		long process = target.server().cpuMicros();
		long own = Proc.cpuMicros(ProcessHandle.current().pid());
		return new Usage(process, database, Proc.machineMicros() - process - database - own, counters.statements(),
				counters.walBytes());
	}

	Usage since(Usage earlier) {
		return new Usage(processMicros - earlier.processMicros, databaseMicros - earlier.databaseMicros,
				othersMicros - earlier.othersMicros, statements - earlier.statements, walBytes - earlier.walBytes);
	}

}
