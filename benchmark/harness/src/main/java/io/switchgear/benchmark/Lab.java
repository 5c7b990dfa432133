package io.switchgear.benchmark;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/** What all parts use: the stub, the load generator, and the targets that run. */
final class Lab implements AutoCloseable {

	static final int CONNECTIONS = 32;

	private static final int MAX_CONNECTIONS = 64;

	private static final int INTEGRATIONS = 4_000;

	private static final Duration INTRODUCTION_AT_MOST = Duration.ofMinutes(10);

	private final Options options;

	private final Load load = new Load();

	private final Path directory;

	private final Stub stub;

	private final Launcher launcher;

	private final List<Target> targets = new ArrayList<>();

	private final List<Target> longLived = new ArrayList<>();

	private final Map<String, Pool> pools = new HashMap<>();

	private final Map<String, Requests> requests = new HashMap<>();

	Lab(Options options) {
		this.options = options;
		this.directory = options.directory();
		// The database server has another user
		Commands.run("chmod", "777", directory.toString());
		Runtime.getRuntime()
			.addShutdownHook(new Thread(() -> Commands.run("sh", "-c", "rm -f " + directory + "/*.jar")));
		Ports ports = new Ports(options.firstPort());
		Tokens tokens = new Tokens();
		this.stub = new Stub(ports, tokens);
		this.launcher = new Launcher(directory, ports, stub, tokens, options.root().resolve("deploy/docker/jvm.flags"),
				options.flags());
	}

	Options options() {
		return options;
	}

	Effort effort() {
		return options.effort();
	}

	Stub stub() {
		return stub;
	}

	Load load() {
		return load;
	}

	Launcher launcher() {
		return launcher;
	}

	Path directory() {
		return directory;
	}

	/**
	 * The peer, the gateway and, if there is one, the other build of it. Started once.
	 */
	List<Target> targets() {
		if (targets.isEmpty()) {
			Progress.say("Starting the peer and the gateway in %s", directory);
			options.peers().forEach((peer) -> targets.add(launcher.peer(peer)));
			targets.addAll(gateways());
		}
		return targets;
	}

	/** New gateways with empty databases. Nothing limits the pace of batches. */
	List<Target> gateways() {
		return gateways(launcher::gateway);
	}

	/** The same, but batches run at their usual pace. */
	List<Target> paced() {
		return gateways(launcher::paced);
	}

	private List<Target> gateways(BiFunction<String, Path, Target> start) {
		List<Target> gateways = new ArrayList<>();
		gateways.add(start.apply("gateway", options.jar()));
		if (options.against() != null) {
			gateways.add(start.apply("against", options.against()));
		}
		return gateways;
	}

	/** Gateways over a long history. Filled once. */
	List<Target> longLived() {
		if (longLived.isEmpty()) {
			longLived.addAll(gateways());
			longLived.forEach((gateway) -> new Seed(gateway, options.changes()).plant());
		}
		return longLived;
	}

	/** The requests to a target; they go on where they ended. */
	Requests requests(Target target, Workload workload) {
		Workload pooled = (workload == Workload.KEY) ? Workload.SWITCH : workload;
		Pool pool = pools.computeIfAbsent(target.port() + " " + pooled, (_) -> new Pool(INTEGRATIONS, MAX_CONNECTIONS));
		return requests.computeIfAbsent(target.port() + " " + workload, (_) -> target.requests(workload, pool));
	}

	/** Switches each integration once, so that it can be read. */
	void introduce(Target gateway) {
		Requests each = new Introduction(gateway.token());
		Tally tally = load.closed(gateway.port(), each, CONNECTIONS, Goal.requests(INTEGRATIONS, INTRODUCTION_AT_MOST));
		if (tally.others(200) > 0) {
			throw new IllegalStateException("Not all could be switched: " + tally);
		}
	}

	/** Warms each target with the same number of requests. */
	void warm(List<Target> some, Workload workload) {
		for (Target target : some) {
			Tally tally = load.closed(target.port(), requests(target, workload), CONNECTIONS,
					effort().warm(target.calls(workload)));
			Progress.say("  %-10s warmed by %s %s in %.0f s (%s)", target.name(), tally.requests(), workload,
					tally.seconds(), tally);
		}
	}

	/** Loads a target for a window, at an even rate. */
	Tally open(Target target, Workload workload, int rate) {
		return load.open(target.port(), requests(target, workload), MAX_CONNECTIONS, rate,
				Goal.after(effort().window()));
	}

	/** Measures targets in turn, with connections that never pause. */
	Comparison compare(List<Target> some, Workload workload) {
		return compare(some, workload, effort().windows());
	}

	/** The same in so many windows. */
	Comparison compare(List<Target> some, Workload workload, int windows) {
		return new Comparison(workload).measure(some, windows, (target) -> load.closed(target.port(),
				requests(target, workload), CONNECTIONS, Goal.after(effort().window())));
	}

	@Override
	public void close() {
		targets.forEach(Target::close);
		longLived.forEach(Target::close);
		load.close();
		stub.close();
	}

	/** Deletes logs and data; they stay if something went wrong. */
	void discard() {
		Commands.run("rm", "-rf", directory.toString());
	}

	/** One switch for each integration, whatever the connection. */
	private static final class Introduction implements Requests {

		private final String token;

		private int next;

		private Introduction(String token) {
			this.token = token;
		}

		@Override
		public byte[] next(int connection) {
			return Workload.SWITCH.atGateway(new Pool.Step(next++ % INTEGRATIONS, false), token);
		}

	}

}
