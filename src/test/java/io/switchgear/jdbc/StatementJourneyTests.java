package io.switchgear.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.github.f4b6a3.uuid.UuidCreator;
import com.zaxxer.hikari.HikariDataSource;
import io.switchgear.support.OwnGateway;
import io.switchgear.support.StatementLog;
import io.switchgear.support.StatementLog.Executed;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.test.web.servlet.client.RestTestClient;

import static org.assertj.core.api.Assertions.assertThat;

/** How much of the database a request takes. */
class StatementJourneyTests {

	private static final StatementLog LOG = new StatementLog();

	private static final int MANY = 20_000;

	private static final String BATCH = "01234567-89ab-7def-8000-000000000001";

	private static OwnGateway gateways;

	private static RestTestClient caller;

	private String id;

	@BeforeAll
	static void start() {
		gateways = new OwnGateway("statements");
		ConfigurableApplicationContext gateway = gateways.start(List.of("switchgear.changes.recovery-interval=1s"),
				Noting.class);
		caller = OwnGateway.caller(gateway);
		fill(gateways.jdbc());
	}

	@AfterAll
	static void stop() {
		gateways.close();
	}

	@BeforeEach
	void oneIsKnown() {
		id = UUID.randomUUID().toString();
		gateways.whisk().add(id, "INTEGRATION_TYPE_SHOPIFY", true);
		turn("enable", null);
		LOG.take(StatementJourneyTests::isOfRequest);
	}

	@Test
	void takesTwoStatementsToSwitch() {
		turn("disable", null);
		List<Executed> executed = LOG.take(StatementJourneyTests::isOfRequest);
		assertThat(executed).hasSize(2).allMatch(Executed::commits);
		assertThat(executed).extracting(Executed::sql).allMatch((sql) -> sql.contains("update integration"));
	}

	@Test
	void takesOneMoreToSwitchWithAnIdempotencyKey() {
		turn("disable", "key-" + id);
		assertThat(LOG.take(StatementJourneyTests::isOfRequest)).hasSize(3).allMatch(Executed::commits);
		turn("disable", "key-" + id);
		assertThat(LOG.take(StatementJourneyTests::isOfRequest)).as("for a repeat").hasSize(1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/v1/integrations/whisk/%s", "/v1/integrations?provider=whisk",
			"/v1/integrations/whisk/%s/changes", "/v1/changes?provider=whisk" })
	void takesOneStatementToRead(String uri) {
		caller.get().uri(uri.formatted(id)).exchange().expectStatus().isOk();
		assertThat(LOG.take(StatementJourneyTests::isOfRequest)).hasSize(1).allMatch(Executed::commits);
	}

	@Test
	void takesNoStatementToRefuseWhatItCannotDo() {
		caller.post()
			.uri("/v1/integrations/whisk/not-a-uuid/disable")
			.contentType(MediaType.APPLICATION_JSON)
			.body("{}")
			.exchange()
			.expectStatus()
			.isEqualTo(422);
		assertThat(LOG.take(StatementJourneyTests::isOfRequest)).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "/v1/integrations", "/v1/integrations?provider=whisk", "/v1/integrations?label=team:none",
			"/v1/integrations?sync=drifted", "/v1/integrations?sync=unknown&provider=whisk",
			"/v1/integrations?sync=pending", "/v1/integrations?sync=in_sync", "/v1/integrations?enabled=false",
			"/v1/integrations?enabled=true&label=team:billing", "/v1/integrations?sync=pending&label=team:billing",
			"/v1/integrations?q=19999", "/v1/changes", "/v1/changes?provider=whisk", "/v1/changes?state=failed",
			"/v1/changes?state=cancelled", "/v1/changes?state=pending", "/v1/changes?state=applying",
			"/v1/changes?state=succeeded", "/v1/changes?action=update", "/v1/changes?via=nobody",
			"/v1/changes?code=provider.error", "/v1/changes?since=2020-01-01T00:00:00Z&until=2099-01-01T00:00:00Z",
			"/v1/changes?batch=" + BATCH, "/v1/changes?via=nobody&provider=whisk&state=failed",
			"/v1/changes?actor=nobody&action=update", "/v1/changes?actor=nobody",
			"/v1/changes?actor=somebody&provider=whisk", "/v1/batches/" + BATCH + "/changes", "/v1/batches/" + BATCH,
			"/v1/integrations/whisk/00000000-0000-4000-8000-000000019999/changes" })
	void readsNoTableFromEndToEnd(String uri) throws SQLException {
		caller.get().uri(uri).exchange().expectStatus().isOk();
		assertReadsNoTable(LOG.take(StatementJourneyTests::isOfRequest));
	}

	@Test
	void readsNoTableFromEndToEndToWriteOrInTheBackground() throws SQLException {
		turn("disable", "key-" + id);
		caller.post()
			.uri("/v1/integrations/whisk/{id}/enable", id)
			.header("Prefer", "respond-async, wait=10")
			.contentType(MediaType.APPLICATION_JSON)
			.body("{\"reason\": \"in the background\"}")
			.exchange()
			.expectStatus()
			.isOk();
		caller.patch()
			.uri("/v1/integrations/whisk/{id}", id)
			.contentType(MediaType.valueOf("application/merge-patch+json"))
			.body("{\"displayName\": \"a name\"}")
			.exchange()
			.expectStatus()
			.isOk();
		caller.delete().uri("/v1/integrations/whisk/{id}", id).exchange().expectStatus().isNoContent();
		assertReadsNoTable(LOG.take((thread) -> true));
	}

	private static boolean isOfRequest(String thread) {
		return thread.startsWith("tomcat-handler");
	}

	private static void assertReadsNoTable(List<Executed> executed) throws SQLException {
		assertThat(executed).isNotEmpty();
		try (Connection connection = gateways.source().getConnection()) {
			for (Executed one : distinct(executed)) {
				List<String> plan = one.plan(connection);
				assertThat(plan).as("%s%n%s", one, String.join("\n", plan))
					.noneMatch((line) -> line
						.matches(".*Seq Scan on (integration|change|change_event|idempotency_key)\\b.*"));
			}
		}
	}

	private static List<Executed> distinct(List<Executed> executed) {
		return executed.stream()
			.filter((one) -> one.sql().matches("(?s)\\s*(select|with|update|insert|delete)\\b.*"))
			.collect(Collectors.toMap(Executed::sql, (one) -> one, (one, other) -> other))
			.values()
			.stream()
			.toList();
	}

	private void turn(String action, @Nullable String key) {
		RestTestClient.RequestBodySpec request = caller.post()
			.uri("/v1/integrations/whisk/{id}/{action}", id, action)
			.contentType(MediaType.APPLICATION_JSON);
		((key != null) ? request.header("Idempotency-Key", key) : request).body("{}").exchange().expectStatus().isOk();
	}

	/** Integrations with a change each, and for a hundred of them a change that waits. */
	private static void fill(JdbcClient jdbc) {
		Stream.of(
				"""
						insert into batch (id, enabled, actor, items, total, expanded, not_after, created_at)
						values ('%s', false, 'somebody', '["whisk/00000000-0000-4000-8000-000000000001"]', 1, 1, now(), now())"""
					.formatted(BATCH),
				"""
						insert into integration (provider, external_id, labels, enabled, observed_enabled, observed_at, sync, version,
						  waiting, created_at, updated_at)
						select case number %% 2 when 0 then 'rootfi' else 'whisk' end, '00000000-0000-4000-8000-' || lpad(number::text, 12, '0'),
						  '{"team": "billing"}', true, true, now(), 'in_sync', 1, case when number <= 100 then 1 else 0 end, now(), now()
						from generate_series(1, %d) number"""
					.formatted(MANY),
				"""
						insert into change (id, provider, external_id, action, state, requested, actor, source, batch, created_at,
						  started_at, finished_at, not_after, next_try, waits, outcome)
						select cast('%3$s-7000-8000-' || lpad(number::text, 12, '0') as uuid),
						  case number %% 2 when 0 then 'rootfi' else 'whisk' end,
						  '00000000-0000-4000-8000-' || lpad((1 + number %% %1$d)::text, 12, '0'), 'disable',
						  case when number <= 100 then 'pending' when number %% 1000 = 0 then 'failed' else 'succeeded' end, '{"enabled": false}',
						  'somebody', 'api', case when number between 200 and 300 then cast('%2$s' as uuid) end, now(), now(),
						  case when number > 100 then now() end, case when number <= 100 then now() + interval '1 day' end,
						  case when number <= 100 then now() + interval '1 hour' end, case when number <= 100 then true end,
						  case when number %% 1000 = 0 then 'failed' end
						from generate_series(1, 2 * %1$d) number"""
					.formatted(MANY, BATCH, anHourAgo()),
				"""
						insert into idempotency_key (caller, key, fingerprint, change, status, headers, created_at)
						select 'somebody', id::text, 'f', id, 200, '{}', now() from change""",
				"""
						insert into change_event (tx, change, state, version, at)
						select cast(cast(1 + row_number() over () % 500 as text) as xid8), id, state, 1, now() from change""",
				"update change_tally_mark set snapshot = pg_current_snapshot()", "analyze")
			.forEach((statement) -> jdbc.sql(statement).update());
	}

	/** What the ids of that moment begin with. */
	private static String anHourAgo() {
		return UuidCreator.getTimeOrderedEpoch(Instant.now().minus(Duration.ofHours(1))).toString().substring(0, 13);
	}

	// Bears no annotation that the scan of the application would find it by.
	static class Noting {

		@Bean
		static BeanPostProcessor statementsAreNoted() {
			return new BeanPostProcessor() {

				@Override
				public Object postProcessBeforeInitialization(Object bean, String beanName) {
					if (bean instanceof HikariDataSource pool) {
						pool.setDataSource(LOG.over(new DriverManagerDataSource(String.valueOf(pool.getJdbcUrl()),
								String.valueOf(pool.getUsername()), String.valueOf(pool.getPassword()))));
					}
					return bean;
				}

			};
		}

	}

}
