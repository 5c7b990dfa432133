package io.switchgear.change.background;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

import io.switchgear.simulator.Fault;
import io.switchgear.support.OwnGateway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.client.RestTestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What bounds background work: its share of the threads, and how often it is sent. */
class BackgroundLimitsTests {

	private static final Duration SOON = Duration.ofSeconds(90);

	private static final int SLOW = 80;

	private static final OwnGateway own = new OwnGateway("background_limits");

	private static final ConfigurableApplicationContext gateway = own
		.start(List.of("switchgear.providers.whisk.deadline=4s", "switchgear.providers.rootfi.deadline=4s",
				"switchgear.changes.lease-margin=1s", "switchgear.changes.recovery-interval=1s",
				"switchgear.changes.recovery-patience=3s"));

	private final RestTestClient caller = OwnGateway.caller(gateway);

	private final JdbcClient jdbc = own.jdbc();

	@AfterAll
	static void close() {
		own.close();
	}

	@Test
	void leavesThreadsToProvidersThatAreQuick() {
		own.whisk().always(Fault.slowHeaders(Duration.ofMillis(2500)));
		own.rootfi().add(1, "XERO", "1000.clientidentifier.0001", "c4n4ry-secret-93b1", false, true);
		IntStream.range(0, SLOW).forEach((index) -> {
			String id = UUID.randomUUID().toString();
			own.whisk().add(id, "INTEGRATION_TYPE_SHOPIFY", true);
			disableInBackground("whisk/" + id);
		});
		await().atMost(SOON).until(() -> count("state = 'applying'") > 0);
		disableInBackground("rootfi/1");
		await().atMost(SOON).until(() -> own.rootfi().get(1).disabled());
		assertThat(count("provider = 'whisk' and state = 'pending'")).isPositive();
		assertThat(count("provider = 'whisk' and state = 'applying'")).isLessThanOrEqualTo(8);
		own.whisk().recover();
		await().atMost(SOON).until(() -> count("state <> 'succeeded'") == 0);
	}

	@Test
	void endsAChangeThatCanNeverBeCompletedInsteadOfSendingItForEver() {
		own.rootfi().add(2, "XERO", "1000.clientidentifier.0001", "c4n4ry-secret-93b1", false, true);
		jdbc.sql("""
				create function refuse() returns trigger language plpgsql as $$
				begin raise exception 'a defect'; end $$""").update();
		jdbc.sql("create trigger refuse before update on change for each row when (new.state = 'succeeded'"
				+ " and new.external_id = '2') execute function refuse()")
			.update();
		caller.patch()
			.uri("/v1/integrations/rootfi/2")
			.contentType(MediaType.valueOf("application/merge-patch+json"))
			.body("{\"credentials\": {\"clientSecret\": \"c4n4ry-given-93b1\"}}")
			.exchange()
			.expectStatus()
			.isEqualTo(503);
		await().atMost(SOON).until(() -> count("external_id = '2' and state = 'failed'") == 1);
		assertThat(
				jdbc.sql("select problem ->> 'code' from change where external_id = '2'").query(String.class).single())
			.isEqualTo("gateway.internal");
		assertThat(own.rootfi().journal().count("PUT")).isBetween(2, 5);
		assertThat(jdbc.sql("select sync from integration where external_id = '2'").query(String.class).single())
			.isEqualTo("unknown");
	}

	private long count(String condition) {
		return jdbc.sql("select count(*) from change where " + condition).query(Long.class).single();
	}

	private void disableInBackground(String id) {
		caller.post()
			.uri("/v1/integrations/" + id + "/disable")
			.header("Prefer", "respond-async")
			.exchange()
			.expectStatus()
			.isEqualTo(202);
	}

}
