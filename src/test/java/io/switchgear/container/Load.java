package io.switchgear.container;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import io.switchgear.simulator.Fault;

import static org.awaitility.Awaitility.await;

/**
 * A few callers that switch an integration each, one call after the other over a kept
 * connection, until an answer closes it: from then on a load balancer would lead them to
 * another replica. For at most a minute.
 */
final class Load {

	static final int CALLERS = 4;

	private static final Duration LONGEST = Duration.ofMinutes(1);

	private static final Duration PROVIDER_TAKES = Duration.ofMillis(50);

	private static final int FIRST_ID = 9000;

	private final AtomicInteger answers = new AtomicInteger();

	private final AtomicInteger dismissals = new AtomicInteger();

	private final Queue<String> failures = new ConcurrentLinkedQueue<>();

	private final long end = System.nanoTime() + LONGEST.toNanos();

	private final List<Thread> callers;

	private Load(GatewayContainer gateway, Surroundings surroundings) {
		String token = surroundings.token();
		this.callers = IntStream.range(FIRST_ID, FIRST_ID + CALLERS).mapToObj((id) -> {
			surroundings.rootfi().add(id, "ZOHO_BOOKS", "1000.client", "a-secret", false, true);
			HttpRequest request = HttpRequest.newBuilder(gateway.api("/v1/integrations/rootfi/" + id + "/disable"))
				.header("Authorization", "Bearer " + token)
				.POST(HttpRequest.BodyPublishers.noBody())
				.build();
			return Thread.ofVirtual().unstarted(() -> call(request));
		}).toList();
	}

	static Load on(GatewayContainer gateway, Surroundings surroundings) {
		surroundings.rootfi().always(Fault.slowHeaders(PROVIDER_TAKES));
		Load load = new Load(gateway, surroundings);
		load.callers.forEach(Thread::start);
		return load;
	}

	private void call(HttpRequest request) {
		try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
			while (System.nanoTime() < end) {
				HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
				if (answer.statusCode() != 200) {
					failures.add(answer.statusCode() + " " + answer.body());
				}
				answers.incrementAndGet();
				if (answer.headers().allValues("Connection").contains("close")) {
					dismissals.incrementAndGet();
					return;
				}
			}
		}
		catch (IOException ex) {
			failures.add(ex.toString());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	void awaitAnswers(int wanted) {
		await().atMost(LONGEST).until(() -> answers.get() >= wanted);
	}

	void awaitEnd() {
		await().atMost(LONGEST).until(() -> callers.stream().noneMatch(Thread::isAlive));
	}

	/** How many callers were asked to go elsewhere. */
	int dismissals() {
		return dismissals.get();
	}

	List<String> failures() {
		return List.copyOf(failures);
	}

}
