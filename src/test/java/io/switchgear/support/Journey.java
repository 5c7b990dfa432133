package io.switchgear.support;

import java.util.Objects;
import java.util.UUID;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.switchgear.provider.HoldBoard;
import io.switchgear.simulator.RootFiSimulator;
import io.switchgear.simulator.WhiskSimulator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.client.RestTestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The whole gateway over HTTP, between simulated providers and a real database. All
 * journeys share one.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
public abstract class Journey {

	protected static final String WHISK_KEY = "whisk-key-c4n4ry-8d1f";

	protected static final String ROOTFI_KEY = "rootfi-key-c4n4ry-77aa";

	protected static final WhiskSimulator whisk = WhiskSimulator.start(WHISK_KEY);

	protected static final RootFiSimulator rootfi = RootFiSimulator.start(ROOTFI_KEY);

	protected static final String CLIENT_ID = "1000.clientidentifier.0001";

	protected static final String CLIENT_SECRET = "c4n4ry-at-the-provider-93b1";

	protected static final String KEYSET = TestKeyset.create();

	@LocalServerPort
	private int port;

	@Autowired
	protected JdbcClient jdbc;

	@Autowired
	private CircuitBreakerRegistry breakers;

	@Autowired
	private HoldBoard holds;

	@DynamicPropertySource
	static void settings(DynamicPropertyRegistry registry) {
		TestDatabase database = TestDatabase.shared();
		registry.add("spring.datasource.url", database::url);
		registry.add("spring.datasource.username", database::user);
		registry.add("spring.datasource.password", database::password);
		registry.add("spring.security.oauth2.resourceserver.jwt.jwk-set-uri", TestIssuer.shared()::keysUrl);
		registry.add("switchgear.providers.whisk.base-url", whisk::baseUrl);
		registry.add("switchgear.providers.whisk.api-key", () -> WHISK_KEY);
		registry.add("switchgear.providers.rootfi.base-url", rootfi::baseUrl);
		registry.add("switchgear.providers.rootfi.api-key", () -> ROOTFI_KEY);
		registry.add("switchgear.encryption.keyset", () -> KEYSET);
		registry.add("switchgear.changes.recovery-interval", () -> "1s");
		// Longer than a machine stalls that does other things, and shorter than the
		// deadline
		registry.add("resilience4j.timelimiter.configs.default.timeout-duration", () -> "8s");
		registry.add("resilience4j.ratelimiter.instances.rootfi.limit-for-period", () -> "25");
		registry.add("management.server.port", () -> 0);
	}

	@BeforeEach
	void startAfresh() {
		whisk.recover();
		rootfi.recover();
		DatabaseInUse.empty(jdbc);
		// Only now does no work of earlier tests call them any more
		whisk.reset();
		rootfi.reset();
		breakers.getAllCircuitBreakers().forEach(CircuitBreaker::reset);
		holds.refresh();
	}

	@AfterEach
	void theBookkeepingChangesIsRight() {
		Bookkeeping.isRight(jdbc);
	}

	/** As if a replica were applying all that waits, with leases until then. */
	protected void applyingUntil(String moment) {
		jdbc.sql("""
				with started as (update change set state = 'applying', started_at = now() where state = 'pending'
				  returning id, provider, external_id)
				update integration set waiting = 0, applying = started.id, lease = gen_random_uuid(), leased_until = %s
				from started where integration.provider = started.provider
				  and integration.external_id = started.external_id""".formatted(moment)).update();
	}

	/** A caller with these scopes; without any, one that may do everything. */
	protected RestTestClient caller(String... scopes) {
		String[] granted = (scopes.length > 0) ? scopes
				: new String[] { "integrations:read", "integrations:write", "providers:manage" };
		return called("billing-service", granted);
	}

	/** Another caller that may do everything. */
	protected RestTestClient callerNamed(String name) {
		return called(name, "integrations:read", "integrations:write", "providers:manage");
	}

	private RestTestClient called(String name, String... scopes) {
		return anonymous().mutate()
			.defaultHeader("Authorization", "Bearer " + TestIssuer.shared().token(name, scopes))
			.build();
	}

	protected RestTestClient anonymous() {
		return RestTestClient.bindToServer().baseUrl(baseUrl()).build();
	}

	protected String baseUrl() {
		return "http://127.0.0.1:" + port;
	}

	/** A RootFi integration that is on and uses the provider's own identity. */
	protected static long rootFiIntegration() {
		rootfi.add(1234, "ZOHO_BOOKS", CLIENT_ID, CLIENT_SECRET, false, true);
		return 1234;
	}

	/** A Whisk integration that is on. */
	protected static String whiskIntegration() {
		String id = UUID.randomUUID().toString();
		whisk.add(id, "INTEGRATION_TYPE_SHOPIFY", true);
		return id;
	}

	/** Has the gateway keep credentials for {@link #rootFiIntegration}. */
	protected void storeCredentials() {
		caller().patch()
			.uri("/v1/integrations/rootfi/1234")
			.contentType(MediaType.valueOf("application/merge-patch+json"))
			.body("{\"credentials\": {\"clientId\": \"%s\", \"clientSecret\": \"%s\"}}".formatted(CLIENT_ID,
					CLIENT_SECRET))
			.exchange()
			.expectStatus()
			.isOk();
	}

	protected void putOnHold(String provider) {
		caller().put()
			.uri("/v1/providers/" + provider + "/hold")
			.contentType(MediaType.APPLICATION_JSON)
			.body("{\"reason\": \"incident 4711\"}")
			.exchange()
			.expectStatus()
			.isOk();
	}

	protected void liftHold(String provider) {
		caller().delete().uri("/v1/providers/" + provider + "/hold").exchange().expectStatus().isNoContent();
	}

	/** Where to ask for what was accepted. */
	protected static String location(RestTestClient.ResponseSpec response) {
		return String.valueOf(response.expectStatus()
			.isEqualTo(202)
			.returnResult(String.class)
			.getResponseHeaders()
			.getFirst("Location"));
	}

	/** The body of an answer. */
	public static JsonNode json(RestTestClient.ResponseSpec response) {
		return JsonMapper.shared()
			.readTree(Objects.requireNonNull(response.returnResult(String.class).getResponseBody()));
	}

	protected void expectState(String location, String state) {
		caller().get().uri(location).exchange().expectBody().jsonPath("$.state").isEqualTo(state);
	}

}
