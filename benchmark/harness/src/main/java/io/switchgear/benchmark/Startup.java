package io.switchgear.benchmark;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How long the gateway takes until it is ready, what it needs when idle, and how its
 * first minute is: as a plain jar, and with an AOT cache that was trained with traffic.
 */
final class Startup implements Part {

	private static final int RATE = 100;

	private static final int CONNECTIONS = 64;

	private static final Duration TRAINING = Duration.ofSeconds(40);

	@Override
	public Section run(Lab lab) {
		List<Row> rows = new ArrayList<>();
		List<Double> peer = new ArrayList<>();
		for (int i = 0; i < repetitions(lab); i++) {
			try (Target target = lab.launcher().peer("webmvc")) {
				peer.add(target.server().startup().toMillis() / 1_000.0);
			}
		}
		rows.add(Row.of("webmvc").with("ready s", Range.of(peer.stream().mapToDouble(Double::doubleValue))));
		rows.addAll(rows(lab, "gateway", lab.options().jar()));
		if (lab.options().against() != null) {
			rows.addAll(rows(lab, "against", lab.options().against()));
		}
		return new Section("start", "Start and the first minute at " + RATE + " a second",
				"The schema is there already. Idle memory is that of 10 seconds after readiness.", rows);
	}

	private static List<Row> rows(Lab lab, String name, Path jar) {
		Launcher launcher = lab.launcher();
		try (Postgres database = launcher.database()) {
			List<String> plain = Launcher.java(launcher.flags(), jar);
			launcher.gateway(name, plain, database).server().close();
			List<Row> rows = new ArrayList<>();
			rows.add(row(lab, name + ", plain jar", plain, database));
			rows.add(row(lab, name + ", AOT cache", trained(lab, name, jar, database), database));
			return rows;
		}
	}

	/** Extracts the jar and trains a cache as docs/operations.md says. */
	private static List<String> trained(Lab lab, String name, Path jar, Postgres database) {
		Launcher launcher = lab.launcher();
		Path extracted = lab.directory().resolve("extracted-" + name);
		Commands.run(Launcher.JAVA, "-Djarmode=tools", "-jar", jar.toString(), "extract", "--destination",
				extracted.toString(), "--application-filename", "app.jar");
		Path cache = extracted.resolve("app.aot");
		List<String> training = new ArrayList<>(launcher.flags());
		training.add("-XX:AOTCacheOutput=" + cache);
		Target target = launcher.gateway(name, Launcher.java(training, extracted.resolve("app.jar")), database);
		lab.load()
			.open(target.port(), target.requests(Workload.SWITCH, new Pool(CONNECTIONS * 8, CONNECTIONS)), CONNECTIONS,
					RATE, Goal.after(TRAINING));
		target.server().close();
		List<String> flags = new ArrayList<>(launcher.flags());
		flags.add("-XX:AOTCache=" + cache);
		return Launcher.java(flags, extracted.resolve("app.jar"));
	}

	private static Row row(Lab lab, String name, List<String> java, Postgres database) {
		List<Double> ready = new ArrayList<>();
		List<Double> idle = new ArrayList<>();
		List<Tally> minutes = new ArrayList<>();
		List<Double> seconds = new ArrayList<>();
		for (int i = 0; i < repetitions(lab); i++) {
			Target target = lab.launcher().gateway("start", java, database);
			ready.add(target.server().startup().toMillis() / 1_000.0);
			Pool pool = new Pool(CONNECTIONS * 8, CONNECTIONS);
			long cpu = target.server().cpuMicros();
			Tally minute = lab.load()
				.open(target.port(), target.requests(Workload.SWITCH, pool), CONNECTIONS, RATE,
						Goal.after(lab.effort().pick(Duration.ofMinutes(1), Duration.ofMinutes(1), TRAINING)));
			seconds.add((target.server().cpuMicros() - cpu) / 1e6);
			Progress.say("  %-20s ready after %.1f s, p50/p99 %.1f/%.1f ms", name, ready.getLast(), minute.millis(50),
					minute.millis(99));
			minutes.add(minute);
			target.server().close();
			idle.add(idle(lab, java, database));
		}
		return Row.of(name)
			.with("ready s", Range.of(ready.stream().mapToDouble(Double::doubleValue)))
			.with("idle RSS MB", Range.of(idle.stream().mapToDouble(Double::doubleValue)))
			.with("first minute p50 ms", Range.of(minutes.stream().mapToDouble((minute) -> minute.millis(50))))
			.with("p99 ms", Range.of(minutes.stream().mapToDouble((minute) -> minute.millis(99))))
			.with("CPU s", Range.of(seconds.stream().mapToDouble(Double::doubleValue)))
			.with("failed", Range.of(minutes.stream().mapToDouble((minute) -> minute.others(200))));
	}

	private static double idle(Lab lab, List<String> java, Postgres database) {
		Target target = lab.launcher().gateway("idle", java, database);
		Pause.of(Duration.ofSeconds(10));
		double megabytes = target.server().residentMegabytes();
		target.server().close();
		return megabytes;
	}

	private static int repetitions(Lab lab) {
		return lab.effort().pick(3, 1, 1);
	}

}
