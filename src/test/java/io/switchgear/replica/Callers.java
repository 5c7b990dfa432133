package io.switchgear.replica;

import java.io.UncheckedIOException;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

import io.switchgear.support.Answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Callers that switch RootFi integrations without a pause, until they are stopped. */
final class Callers implements AutoCloseable {

	private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

	private final Queue<UUID> confirmed = new ConcurrentLinkedQueue<>();

	private final Queue<Integer> otherStatuses = new ConcurrentLinkedQueue<>();

	private volatile boolean stopped;

	/** So many callers of a replica, which take turns at so many integrations. */
	Callers call(Replica replica, int callers, int integrations) {
		IntStream.range(0, callers)
			.forEach((caller) -> threads.execute(() -> switchAgainAndAgain(replica, 1 + caller % integrations)));
		return this;
	}

	private void switchAgainAndAgain(Replica replica, int integration) {
		for (int time = 0; !stopped; time++) {
			String action = (time % 2 == 0) ? "disable" : "enable";
			try {
				note(replica.post("/v1/integrations/rootfi/" + integration + "/" + action, ""));
			}
			catch (UncheckedIOException ex) {
				// The replica is dead
				return;
			}
		}
	}

	private void note(Answer answer) {
		if (answer.status() == 200) {
			confirmed.add(UUID.fromString(answer.json().at("/lastChange/id").asString()));
		}
		else {
			otherStatuses.add(answer.status());
		}
	}

	/** How many callers were told that their change succeeded. */
	int confirmed() {
		return confirmed.size();
	}

	List<Integer> otherStatuses() {
		return List.copyOf(otherStatuses);
	}

	/**
	 * Every change ends, what was confirmed is in the history, and at most so many writes
	 * were sent again, since nobody heard of them.
	 */
	void assertNothingLost(Replicas replicas, int sentAgain) {
		await().atMost(ReplicaJourney.RECOVERED)
			.until(() -> changes(replicas, "state in ('pending', 'applying')").isEmpty());
		assertThat(changes(replicas, "state = 'succeeded'")).containsAll(confirmed);
		assertThat(confirmed).doesNotHaveDuplicates();
		assertThat(replicas.rootfi.journal().count("PUT")).isBetween(confirmed.size(),
				changes(replicas, "true").size() + sentAgain);
	}

	private static Set<UUID> changes(Replicas replicas, String condition) {
		return replicas.jdbc.sql("select id from change where " + condition).query(UUID.class).set();
	}

	/** Lets the calls end that are under way. */
	void stop() {
		stopped = true;
		threads.close();
	}

	@Override
	public void close() {
		stop();
	}

}
