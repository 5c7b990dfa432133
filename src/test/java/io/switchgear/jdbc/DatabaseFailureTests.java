package io.switchgear.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import com.zaxxer.hikari.HikariDataSource;
import io.switchgear.support.OwnGateway;
import io.switchgear.support.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.test.web.servlet.client.RestTestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What becomes of the gateway while its database is slow, read-only or away. */
@Timeout(120)
class DatabaseFailureTests {

	private static final Duration SOON = Duration.ofSeconds(20);

	// The pool pauses for up to 5 s between failed connections, and a call follows.
	private static final Duration WITHIN = Duration.ofSeconds(30);

	private static final String NAME = "database_failures";

	private static final OwnGateway gateways = new OwnGateway(NAME);

	private static ConfigurableApplicationContext gateway;

	/** Its schema has a migration that takes longer than any statement may. */
	@BeforeAll
	static void start() {
		gateway = gateways.start(List.of("spring.flyway.locations=classpath:db/migration,classpath:db/slow",
				"spring.datasource.hikari.connection-timeout=2000",
				"spring.datasource.hikari.data-source-properties.socketTimeout=3",
				"spring.datasource.hikari.data-source-properties.options=-c lock_timeout=1s -c statement_timeout=2s"));
	}

	@AfterAll
	static void end() {
		gateways.close();
	}

	@AfterEach
	void bringTheDatabaseBack() {
		server().sql("alter database " + NAME + " with allow_connections true").update();
		server().sql("alter system reset default_transaction_read_only").update();
		reload();
		await().atMost(SOON).until(() -> disable() == 200);
	}

	/** After a failover, all sessions that there were lead to the old primary. */
	@Test
	void replacesAllSessionsOnceOneOfThemIsReadOnly() throws SQLException {
		makeSessionsReadOnly(gateway.getBean(HikariDataSource.class));
		await().atMost(WITHIN).until(() -> disable() == 200);
		for (int call = 0; call < 40; call++) {
			assertThat(disable()).isEqualTo(200);
		}
	}

	@Test
	void writesAgainAsSoonAsTheDatabaseDoes() {
		server().sql("alter system set default_transaction_read_only = on").update();
		reload();
		await().atMost(SOON).until(() -> disable() == 503);
		server().sql("alter system reset default_transaction_read_only").update();
		reload();
		await().atMost(WITHIN).until(() -> disable() == 200);
	}

	@Test
	void waitsForAMigrationForAsLongAsItTakes() {
		assertThat(gateways.jdbc()
			.sql("select script from flyway_schema_history where success and version in ('9999', '10000')")
			.query(String.class)
			.list()).containsExactlyInAnyOrder("V9999__slow.sql", "V10000__index.sql");
	}

	@Test
	void answersWithAProblemAndStaysReadyWhileTheDatabaseIsAway() {
		server().sql("alter database " + NAME + " with allow_connections false").update();
		server().sql("select pg_terminate_backend(pid) from pg_stat_activity where datname = :name")
			.param("name", NAME)
			.query()
			.listOfRows();
		await().atMost(SOON)
			.untilAsserted(() -> OwnGateway.caller(gateway)
				.get()
				.uri("/v1/integrations")
				.exchange()
				.expectStatus()
				.isEqualTo(503)
				.expectBody()
				.jsonPath("$.code")
				.isEqualTo("gateway.store-unavailable"));
		assertThat(health("readiness")).isEqualTo(200);
		assertThat(health("liveness")).isEqualTo(200);
		assertThat(health("")).isEqualTo(503);
		server().sql("alter database " + NAME + " with allow_connections true").update();
		await().atMost(WITHIN).until(() -> disable() == 200);
	}

	private static void makeSessionsReadOnly(HikariDataSource pool) throws SQLException {
		List<Connection> all = new ArrayList<>();
		try {
			for (int index = 0; index < pool.getMaximumPoolSize(); index++) {
				all.add(pool.getConnection());
			}
			for (Connection session : all) {
				try (Statement statement = session.createStatement()) {
					statement.execute("set default_transaction_read_only = on");
				}
			}
		}
		finally {
			for (Connection session : all) {
				session.close();
			}
		}
	}

	private static int disable() {
		String id = UUID.randomUUID().toString();
		gateways.whisk().add(id, "INTEGRATION_TYPE_SHOPIFY", true);
		return OwnGateway.caller(gateway)
			.post()
			.uri("/v1/integrations/whisk/{id}/disable", id)
			.exchange()
			.returnResult(String.class)
			.getStatus()
			.value();
	}

	private static int health(String group) {
		return RestTestClient.bindToServer()
			.baseUrl("http://127.0.0.1:" + gateway.getEnvironment().getProperty("local.management.port"))
			.build()
			.get()
			.uri("/actuator/health/" + group)
			.exchange()
			.returnResult(String.class)
			.getStatus()
			.value();
	}

	private static void reload() {
		server().sql("select pg_reload_conf()").query().listOfRows();
	}

	private static JdbcClient server() {
		TestDatabase shared = TestDatabase.shared();
		return JdbcClient.create(new DriverManagerDataSource(shared.url(), shared.user(), shared.password()));
	}

}
