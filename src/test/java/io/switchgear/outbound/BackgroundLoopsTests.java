package io.switchgear.outbound;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.Test;
import org.springframework.boot.web.server.context.WebServerApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** How work that nobody waits for ends with its replica. */
class BackgroundLoopsTests {

	private static final Duration LONG = Duration.ofMinutes(1);

	private final CountDownLatch started = new CountDownLatch(1);

	private final CountDownLatch works = new CountDownLatch(1);

	private final AtomicBoolean interrupted = new AtomicBoolean();

	private final AtomicBoolean ended = new AtomicBoolean();

	@Test
	void waitForWhatTheyHaveStartedWithoutHoldingUpOthers() throws InterruptedException {
		BackgroundLoops loops = loops(LONG);
		started.await();
		loops.stop(() -> ended.set(true));
		assertThat(loops.getPhase()).as("beside the calls in flight")
			.isEqualTo(WebServerApplicationContext.GRACEFUL_SHUTDOWN_PHASE);
		assertThat(ended).isFalse();
		works.countDown();
		await().untilTrue(ended);
		assertThat(interrupted).isFalse();
		assertThat(loops.isRunning()).isFalse();
	}

	@Test
	void interruptWhatTakesLongerThanThePhase() throws InterruptedException {
		BackgroundLoops loops = loops(Duration.ofMillis(10));
		started.await();
		loops.stop(() -> ended.set(true));
		await().untilTrue(ended);
		await().untilTrue(interrupted);
	}

	@Test
	void startAgain() throws InterruptedException {
		BackgroundLoops loops = loops(LONG);
		works.countDown();
		loops.stop();
		loops.start();
		assertThat(loops.isRunning()).isTrue();
		loops.stop();
	}

	private BackgroundLoops loops(Duration phase) {
		BackgroundLoops loops = new BackgroundLoops(phase,
				(threads) -> List.of(new OneTask(() -> threads.execute(this::work))));
		loops.start();
		return loops;
	}

	private void work() {
		started.countDown();
		try {
			works.await();
		}
		catch (InterruptedException ex) {
			interrupted.set(true);
		}
	}

	/** Starts one task, and then has nothing to do. */
	private record OneTask(Runnable task) implements BackgroundLoop {

		@Override
		public void run() {
			task.run();
		}

		@Override
		public void stop() {
			// It has ended
		}

	}

}
