package io.switchgear.change.background;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import io.switchgear.change.BatchItem;
import io.switchgear.change.Change;
import io.switchgear.change.ChangeState;
import io.switchgear.change.QueueBell;
import io.switchgear.change.Tables;
import io.switchgear.change.apply.ChangeRunner;
import io.switchgear.connector.IntegrationRef;
import io.switchgear.jdbc.Columns;
import io.switchgear.outbound.Admittance;
import io.switchgear.outbound.Gates;
import io.switchgear.outbound.Holds;
import io.switchgear.provider.Providers;
import io.switchgear.provider.ProvidersOf;
import io.switchgear.support.Bookkeeping;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@Timeout(60)
class ProviderRunnerTests {

	private static final int MOST = 2;

	private static final Duration SOON = Duration.ofSeconds(20);

	private final Tables tables = Tables.empty();

	private final SlowConnector connector = new SlowConnector();

	private final QueueBell bell = new QueueBell();

	private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

	private volatile Holds.@Nullable Hold hold;

	private int rate = 1000;

	private @Nullable ProviderRunner runner;

	@AfterEach
	void stop() {
		connector.mayEnd.release(1000);
		if (runner != null) {
			runner.stop();
		}
		threads.close();
		Bookkeeping.isRight(tables.jdbc);
	}

	@Test
	void appliesWhatWaits() {
		Change change = tables.add(ref("1"));
		connector.mayEnd.release();
		start();
		awaitState(change, ChangeState.SUCCEEDED);
	}

	@Test
	void appliesWhatComesWhenTheBellRings() {
		start();
		connector.mayEnd.release();
		Change change = tables.add(ref("1"));
		bell.ring("rootfi");
		awaitState(change, ChangeState.SUCCEEDED);
	}

	@Test
	void appliesNoMoreAtOnceThanItsShare() throws Exception {
		for (int index = 0; index < 5; index++) {
			tables.add(ref(String.valueOf(index)));
		}
		ProviderRunner started = start();
		connector.begun.take();
		connector.begun.take();
		assertThat(started.running()).isEqualTo(MOST);
		assertThat(count("applying")).isEqualTo(MOST);
		connector.mayEnd.release(1);
		connector.begun.take();
		assertThat(count("applying")).isLessThanOrEqualTo(MOST);
		connector.mayEnd.release(10);
		await().atMost(SOON).until(() -> count("succeeded") == 5);
		await().atMost(SOON).until(() -> started.running() == 0);
	}

	@Test
	void appliesWhatCallersSentOneByOneBeforeBatches() throws Exception {
		for (int index = 0; index < 4; index++) {
			item("item-" + index);
		}
		tables.add(ref("single-1"));
		tables.add(ref("single-2"));
		start();
		assertThat(List.of(connector.begun.take(), connector.begun.take())).containsExactlyInAnyOrder("single-1",
				"single-2");
		connector.mayEnd.release(10);
		await().atMost(SOON).until(() -> count("succeeded") == 6);
	}

	@Test
	void appliesBatchesNoFasterThanTheirRate() {
		rate = 3;
		for (int index = 0; index < 5; index++) {
			item("item-" + index);
		}
		connector.mayEnd.release(10);
		start();
		await().atMost(SOON).until(() -> count("succeeded") == 3);
		Change single = tables.add(ref("single"));
		bell.ring("rootfi");
		awaitState(single, ChangeState.SUCCEEDED);
		assertThat(count("pending")).isEqualTo(2);
	}

	@Test
	void givesUpWhatIsLateButAppliesNothingUnderAHold() {
		hold = new Holds.Hold("incident 4711", "somebody", null, Tables.NOW, null);
		Change change = tables.add(ref("1"));
		Change late = tables.add(ref("2"));
		tables.jdbc.sql("update change set not_after = :now where id = :id")
			.param("now", Columns.time(Tables.NOW))
			.param("id", late.id())
			.update();
		start();
		awaitState(late, ChangeState.FAILED);
		assertThat(connector.begun).isEmpty();
		hold = null;
		connector.mayEnd.release();
		awaitState(change, ChangeState.SUCCEEDED);
	}

	@Test
	void startsNothingMoreOnceItIsStopped() throws Exception {
		for (int index = 0; index < 3; index++) {
			tables.add(ref(String.valueOf(index)));
		}
		ProviderRunner started = start();
		connector.begun.take();
		connector.begun.take();
		started.stop();
		connector.mayEnd.release(10);
		threads.close();
		assertThat(count("succeeded")).isEqualTo(2);
		assertThat(count("pending")).isOne();
	}

	@Test
	void goesOnOnceTheDatabaseServesAgain() {
		Change change = tables.add(ref("1"));
		tables.jdbc.sql("alter table batch rename to batch_elsewhere").update();
		try {
			connector.mayEnd.release();
			start();
			await().during(Duration.ofMillis(300)).atMost(SOON).until(() -> count("pending") == 1);
		}
		finally {
			tables.jdbc.sql("alter table batch_elsewhere rename to batch").update();
		}
		awaitState(change, ChangeState.SUCCEEDED);
	}

	private ProviderRunner start() {
		Providers providers = ProvidersOf.one("rootfi", connector, Duration.ofSeconds(10), tables.clock);
		ChangeRunner changeRunner = tables.runner(providers);
		Admittance admittance = new Admittance("rootfi", (provider) -> Optional.ofNullable(hold),
				Gates.of(CircuitBreaker.ofDefaults("rootfi"), tables.clock),
				RateLimiter.of("rootfi",
						RateLimiterConfig.custom()
							.limitForPeriod(rate)
							.limitRefreshPeriod(Duration.ofDays(1))
							.timeoutDuration(Duration.ZERO)
							.build()),
				MOST);
		ProviderRunner started = new ProviderRunner(new Work(providers.get("rootfi"), tables.queue(changeRunner),
				changeRunner, bell, Duration.ofSeconds(15)), admittance, threads, tables.clock);
		runner = started;
		threads.execute(started);
		return started;
	}

	private void item(String id) {
		UUID batch = BatchItem.batch(tables, new UUID(0, 7));
		BatchItem.add(tables, batch, null, ref(id));
	}

	private static IntegrationRef ref(String id) {
		return new IntegrationRef("rootfi", id);
	}

	private void awaitState(Change change, ChangeState state) {
		await().atMost(SOON).until(() -> tables.changes.find(change.id()).orElseThrow().state() == state);
	}

	private long count(String state) {
		return tables.jdbc.sql("select count(*) from change where state = :state")
			.param("state", state)
			.query(Long.class)
			.single();
	}

}
