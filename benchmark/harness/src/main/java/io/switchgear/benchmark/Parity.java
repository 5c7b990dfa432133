package io.switchgear.benchmark;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.switchgear.benchmark.Pool.Step;

/**
 * Proves that peer and gateway do the same work: the same requests reach the providers, a
 * 503 is tried again, and the circuit breaker opens.
 */
final class Parity implements Part {

	private static final Step STEP = new Step(1_000_000, false);

	private static final String WHISK = "/v1/integrations/whisk/" + Pool.whiskId(STEP.index()) + "/disable";

	private static final String ROOTFI = "/v1/integrations/rootfi/" + Pool.rootfiId(STEP.index()) + "/disable";

	private static final int FAILING_CALLS = 15;

	private static final int ENOUGH = 5;

	private static final Duration RECOVERY = Duration.ofMinutes(2);

	@Override
	public Section run(Lab lab) {
		List<Row> rows = new ArrayList<>();
		for (Target target : lab.targets()) {
			Progress.say("  %s tries again and opens its circuit breaker", target.name());
			rows.add(Row.of(target.name())
				.with("provider calls if the first gets 503", callsWithOneFailure(lab, target))
				.with("provider calls of 15 while all get 503", callsWhileFailing(lab, target)));
		}
		return new Section("parity", "The same work",
				"The same method, path, key and body reach the providers. Both retry, and both stop calling a provider that fails.",
				rows);
	}

	/** Fails if other requests reach the stub through a gateway than through the peer. */
	static void prove(Lab lab) {
		List<Target> targets = lab.targets();
		List<Received> expected = seen(lab, targets.getFirst());
		for (Target gateway : targets.subList(1, targets.size())) {
			List<Received> actual = seen(lab, gateway);
			if (!comparable(actual).equals(comparable(expected))) {
				throw new IllegalStateException("Not the same work: " + expected + " and " + actual);
			}
		}
		Progress.say("The same requests reach the providers: %s", expected);
	}

	private static List<Received> seen(Lab lab, Target target) {
		awaitRecovery(target);
		List<StubbedProvider> providers = List.of(lab.stub().whisk(), lab.stub().rootfi());
		providers.forEach((provider) -> provider.record(true));
		switchWhisk(target);
		switchRootfi(target);
		List<Received> all = providers.stream().flatMap((provider) -> provider.received().stream()).toList();
		providers.forEach((provider) -> provider.record(false));
		return all;
	}

	private static int switchWhisk(Target target) {
		Caller caller = new Caller(target);
		return (target.database() != null) ? caller.status("POST", WHISK, "{}")
				: caller.status("POST", "/integrations/v1/update/state", body(Workload.SWITCH, false));
	}

	private static void switchRootfi(Target target) {
		Caller caller = new Caller(target);
		if (target.database() != null) {
			caller.status("POST", ROOTFI, "{}");
		}
		else {
			String path = "/integrations/" + Pool.rootfiId(STEP.index());
			caller.status("GET", path, "");
			caller.status("PUT", path, body(Workload.ROOTFI, true));
		}
	}

	private static String body(Workload workload, boolean second) {
		String request = new String(workload.atPeer(STEP, second), StandardCharsets.UTF_8);
		return request.substring(request.indexOf("\r\n\r\n") + 4);
	}

	/** Compares bodies as JSON: the order of members is free. */
	private static List<List<Object>> comparable(List<Received> received) {
		return received.stream()
			.map((request) -> List.<Object>of(request.method(), request.path(), request.credential(),
					json(request.body())))
			.toList();
	}

	private static Object json(String body) {
		return body.isEmpty() ? "" : Caller.JSON.readTree(body);
	}

	private static long callsWithOneFailure(Lab lab, Target target) {
		StubbedProvider whisk = lab.stub().whisk();
		long before = whisk.requests();
		whisk.fail(1);
		int status = switchWhisk(target);
		whisk.fail(0);
		long calls = whisk.requests() - before;
		if (status != 200 || calls != 2) {
			throw new IllegalStateException(
					"%s does not retry: %d after %d calls".formatted(target.name(), status, calls));
		}
		return calls;
	}

	private static long callsWhileFailing(Lab lab, Target target) {
		StubbedProvider whisk = lab.stub().whisk();
		long before = whisk.requests();
		whisk.fail(Integer.MAX_VALUE);
		for (int call = 0; call < FAILING_CALLS; call++) {
			switchWhisk(target);
		}
		long calls = whisk.requests() - before;
		whisk.fail(0);
		awaitRecovery(target);
		if (calls >= FAILING_CALLS * 3) {
			throw new IllegalStateException(target.name() + " has no working circuit breaker");
		}
		return calls;
	}

	/** Until calls succeed: the circuit breaker is closed, not only half open. */
	static void awaitRecovery(Target target) {
		long deadline = System.nanoTime() + RECOVERY.toNanos();
		for (int inARow = 0; inARow < ENOUGH; inARow = (switchWhisk(target) == 200) ? inARow + 1 : 0) {
			if (System.nanoTime() > deadline) {
				throw new IllegalStateException(target.name() + " does not recover");
			}
			Pause.of(Duration.ofMillis(200));
		}
	}

}
