package io.switchgear.change;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import io.switchgear.jdbc.TransitionPool;
import io.switchgear.simulator.Fault;
import io.switchgear.support.DatabaseInUse;
import io.switchgear.support.Journey;
import io.switchgear.support.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.test.web.servlet.client.RestTestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What becomes of calls while another session holds a row that they have to write. */
@Timeout(60)
class LockedRowJourneyTests extends Journey {

	private static final int MANY = 80;

	private static final int A_HANDFUL = 5;

	private static final Duration SOON = Duration.ofSeconds(20);

	private static final String BATCH = "{\"action\": \"disable\", \"integrations\": [\"rootfi/1234\"]}";

	@Autowired
	private TransitionPool transitions;

	private final DriverManagerDataSource database = new DriverManagerDataSource(TestDatabase.shared().url(),
			TestDatabase.shared().user(), TestDatabase.shared().password());

	private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

	private Connection other;

	private RestTestClient caller;

	@BeforeEach
	void connect() throws SQLException {
		caller = caller();
		rootFiIntegration();
		storeCredentials();
		other = database.getConnection();
		other.setAutoCommit(false);
	}

	@AfterEach
	void letGo() throws SQLException {
		other.close();
		threads.close();
	}

	@Test
	void servesOtherIntegrationsWhileManyCallsWaitForOne() throws Exception {
		lock("select from integration where external_id = '1234' for update");
		List<Future<Integer>> waiting = submit(MANY,
				() -> status(send(HttpMethod.POST, "/v1/integrations/rootfi/1234/disable", "{}")));
		await().atMost(SOON).until(() -> sessionsWaiting() > 0);
		int most = 0;
		for (int call = 0; call < 5; call++) {
			send(HttpMethod.POST, "/v1/integrations/whisk/" + whiskIntegration() + "/disable", "{}").expectStatus()
				.isOk();
			most = Math.max(most, sessionsWaiting());
		}
		assertThat(most).isLessThanOrEqualTo(A_HANDFUL);
		for (Future<Integer> call : waiting) {
			assertThat(call.get()).isEqualTo(409);
		}
		assertThat(rootfi.journal().count("PUT")).isOne();
		other.rollback();
		send(HttpMethod.POST, "/v1/integrations/rootfi/1234/disable", "{}").expectStatus().isOk();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			POST   | /v1/integrations/rootfi/1234/disable                    | {}
			POST   | /v1/integrations/rootfi/1234/disable                    | {"notBefore": "2020-01-01T00:00:00Z"}
			PATCH  | /v1/integrations/rootfi/1234                            | {"displayName": "Zoho"}
			DELETE | /v1/integrations/rootfi/1234                            | ``
			GET    | /v1/integrations/rootfi/1234?fresh=true                 | ``
			""")
	void tellsCallersOfALockedIntegrationToComeBack(String method, String path, String body) throws SQLException {
		lock("select from integration where external_id = '1234' for update");
		send(HttpMethod.valueOf(method), path, body).expectStatus()
			.isEqualTo(409)
			.expectHeader()
			.valueEquals("Retry-After", "1")
			.expectBody()
			.jsonPath("$.code")
			.isEqualTo("change.in-progress")
			.jsonPath("$.retryable")
			.isEqualTo(true);
	}

	@Test
	void keepsTheOutcomeOfACallWhileTheRowIsLockedForAMoment() throws Exception {
		rootfi.when("PUT", Fault.slowHeaders(Duration.ofSeconds(4)));
		Future<Integer> call = threads
			.submit(() -> status(send(HttpMethod.POST, "/v1/integrations/rootfi/1234/disable", "{}")));
		await().atMost(SOON).until(() -> rootfi.journal().count("PUT") > 1);
		lock("select from integration where external_id = '1234' for update");
		await().atMost(SOON).until(() -> sessionsWaiting() > 0);
		await().during(Duration.ofSeconds(2)).atMost(SOON).until(() -> !call.isDone());
		other.rollback();
		assertThat(call.get()).isEqualTo(200);
	}

	@Test
	void goesOnWithBackgroundWorkOnceTheRowIsFree() throws SQLException {
		Instant due = Instant.now().plusSeconds(8);
		String location = location(caller().post()
			.uri("/v1/integrations/whisk/{id}/disable", whiskIntegration())
			.header("Prefer", "respond-async")
			.contentType(MediaType.APPLICATION_JSON)
			.body("{\"notBefore\": \"%s\"}".formatted(due))
			.exchange());
		lock("select from integration where provider = 'whisk' for update");
		// It is due when another one is applied that was to be later
		String later = location(caller().post()
			.uri("/v1/integrations/whisk/{id}/disable", whiskIntegration())
			.header("Prefer", "respond-async")
			.contentType(MediaType.APPLICATION_JSON)
			.body("{\"notBefore\": \"%s\"}".formatted(due.plusSeconds(1)))
			.exchange());
		await().atMost(SOON).untilAsserted(() -> expectState(later, "succeeded"));
		expectState(location, "pending");
		other.rollback();
		await().atMost(SOON).untilAsserted(() -> expectState(location, "succeeded"));
	}

	@Test
	void leavesNoLockBehindWhereASessionIsForgottenInATransaction() throws SQLException {
		assertThat(setting("idle_in_transaction_session_timeout")).isEqualTo("10s");
		assertThat(setting("lock_timeout")).isEqualTo("1s");
		assertThat(setting("statement_timeout")).isEqualTo("8s");
		assertThat(setting("client_connection_check_interval")).isEqualTo("2s");
	}

	@Test
	void saysThatAKeyIsInUseWhileItsFirstRequestStillWrites() {
		caller.post()
			.uri("/v1/integrations/rootfi/1234/enable")
			.header("Idempotency-Key", "first")
			.exchange()
			.expectStatus()
			.isOk();
		write("""
				insert into idempotency_key (caller, key, fingerprint, created_at)
				select caller, 'second', fingerprint, created_at from idempotency_key where key = 'first'""");
		caller.post()
			.uri("/v1/batches")
			.header("Idempotency-Key", "second")
			.contentType(MediaType.APPLICATION_JSON)
			.body(BATCH)
			.exchange()
			.expectStatus()
			.isEqualTo(409)
			.expectBody()
			.jsonPath("$.code")
			.isEqualTo("idempotency.in-progress");
	}

	@Test
	void triesNoBatchAgainThatSomebodyIsCancelling() throws Exception {
		rootfi.always(Fault.answer(400));
		caller.post()
			.uri("/v1/batches")
			.contentType(MediaType.APPLICATION_JSON)
			.body(BATCH)
			.exchange()
			.expectStatus()
			.isEqualTo(202);
		await().atMost(SOON)
			.until(() -> jdbc.sql("select state from change where batch is not null").query(String.class).optional(),
					Optional.of("failed")::equals);
		write("update batch set cancelled_at = now()");
		String batch = jdbc.sql("select id::text from batch").query(String.class).single();
		List<Future<Integer>> retries = submit(1,
				() -> status(send(HttpMethod.POST, "/v1/batches/" + batch + "/retry", "")));
		await().atMost(SOON).until(() -> sessionsWaiting() > 0);
		other.commit();
		assertThat(retries.getFirst().get()).isEqualTo(409);
		assertThat(jdbc.sql("select count(retry_up_to) from batch").query(Integer.class).single()).isZero();
	}

	@Test
	void sendsTheSettingsOfTransitionsWithTheConnection() {
		assertThat(transitions.jdbc()
			.queryForObject("select setting || ', by ' || source from pg_settings where name = 'plan_cache_mode'",
					String.class))
			.isEqualTo("force_generic_plan, by client");
	}

	@Test
	void neitherCompilesStatementsNorStartsProcessesForThem() {
		assertThat(setting("jit")).isEqualTo("off");
		assertThat(setting("max_parallel_workers_per_gather")).isEqualTo("0");
	}

	private String setting(String name) {
		return jdbc.sql("select current_setting(:name)").param("name", name).query(String.class).single();
	}

	private void lock(String statement) {
		JdbcClient.create(new SingleConnectionDataSource(other, true)).sql(statement).query().listOfRows();
	}

	private void write(String statement) {
		JdbcClient.create(new SingleConnectionDataSource(other, true)).sql(statement).update();
	}

	private int sessionsWaiting() {
		return DatabaseInUse.sessionsWaiting(JdbcClient.create(database));
	}

	private <T> List<Future<T>> submit(int times, Callable<T> call) {
		List<Future<T>> submitted = new ArrayList<>();
		for (int index = 0; index < times; index++) {
			submitted.add(threads.submit(call));
		}
		return submitted;
	}

	private static int status(RestTestClient.ResponseSpec response) {
		return response.returnResult(String.class).getStatus().value();
	}

	private RestTestClient.ResponseSpec send(HttpMethod method, String path, String body) {
		RestTestClient.RequestBodySpec request = caller.method(method).uri(path);
		return (body.isEmpty() ? request : request.contentType(MediaType.APPLICATION_JSON).body(body)).exchange();
	}

}
