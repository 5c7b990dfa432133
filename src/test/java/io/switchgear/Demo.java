package io.switchgear;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedDeque;

import io.switchgear.issuer.TokenIssuer;
import io.switchgear.simulator.RootFiSimulator;
import io.switchgear.simulator.Script;
import io.switchgear.simulator.ScriptedSimulator;
import io.switchgear.simulator.WhiskSimulator;
import io.switchgear.support.TestDatabase;
import io.switchgear.support.TestKeyset;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;

/**
 * The gateway and all that it needs, in one process and for as long as that runs: a real
 * PostgreSQL, a token issuer and the providers as simulators, one of them by description.
 */
final class Demo implements AutoCloseable {

	private static final Logger log = LoggerFactory.getLogger(Demo.class);

	private static final String WHISK_KEY = "demo-whisk-key";

	private static final String ROOTFI_KEY = "demo-rootfi-key";

	// As the script has it
	private static final String SVIX_KEY = "key-of-tests-0815";

	private final Deque<AutoCloseable> running = new ConcurrentLinkedDeque<>();

	private final TokenIssuer issuer;

	private final WhiskSimulator whisk;

	private final RootFiSimulator rootfi;

	private final ScriptedSimulator svix;

	private final ConfigurableApplicationContext gateway;

	/**
	 * Returns once the gateway serves, with all parts ended again if one fails to start.
	 */
	Demo(DemoPorts ports, String... args) {
		Runtime.getRuntime().addShutdownHook(new Thread(this::close, "demo-shutdown"));
		try {
			this.issuer = keep(
					TokenIssuer.start(ports.issuer(), TokenIssuer.console("http://localhost:" + ports.gateway())));
			this.whisk = keep(WhiskSimulator.start(WHISK_KEY, ports.whisk()));
			this.rootfi = keep(RootFiSimulator.start(ROOTFI_KEY, ports.rootfi()));
			this.svix = keep(ScriptedSimulator.start(Script.of("svix"), ports.svix()));
			addIntegrations();
			EmbeddedPostgres database = keep(database());
			this.gateway = keep(gateway(ports, database.getJdbcUrl("postgres", "postgres"), args));
		}
		catch (RuntimeException ex) {
			close();
			throw ex;
		}
	}

	TokenIssuer issuer() {
		return issuer;
	}

	RootFiSimulator rootfi() {
		return rootfi;
	}

	String consoleUrl() {
		return gatewayUrl() + "/console/";
	}

	ScriptedSimulator svix() {
		return svix;
	}

	String gatewayUrl() {
		return "http://localhost:" + gateway.getEnvironment().getRequiredProperty("local.server.port");
	}

	/** Ends the parts, the last one started first. Does nothing when called again. */
	@Override
	public void close() {
		for (AutoCloseable part = running.pollLast(); part != null; part = running.pollLast()) {
			try {
				part.close();
			}
			catch (Exception ex) {
				log.warn("{} did not end well", part, ex);
			}
		}
	}

	private <T extends AutoCloseable> T keep(T part) {
		running.add(part);
		return part;
	}

	/** Its own shutdown hook would end it under a gateway that still runs. */
	private static EmbeddedPostgres database() {
		try {
			return TestDatabase.server().setRegisterShutdownHook(false).start();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private void addIntegrations() {
		svix.add(true);
		whisk.add("3f2c1b7e-5d04-4b8e-9a51-0d6f2a7c9e10", "INTEGRATION_TYPE_SHOPIFY", true)
			.add("8a6e0f42-91c3-4f7d-b2a8-6c5d3e1f0b94", "INTEGRATION_TYPE_WORDPRESS", true)
			.add("c71d95a3-2e68-4d0b-8f14-b97a4c6e2d35", "INTEGRATION_TYPE_CUSTOM", false);
		rootfi.add(1234, "ZOHO_BOOKS", "demo-zoho-client", "demo-zoho-secret", false, true)
			.add(1235, "QUICKBOOKS", "demo-quickbooks-client", "demo-quickbooks-secret", false, false)
			.add(1236, "XERO", "demo-xero-client", "demo-xero-secret", true, false);
	}

	/**
	 * These settings win over all others: nothing but the ports is for the user to set.
	 */
	private ConfigurableApplicationContext gateway(DemoPorts ports, String databaseUrl, String... args) {
		Map<String, Object> settings = new HashMap<>(issuer.consoleSettings());
		settings.putAll(Map.ofEntries(Map.entry("server.port", ports.gateway()),
				Map.entry("management.server.port", ports.management()),
				Map.entry("spring.datasource.url", databaseUrl), Map.entry("spring.datasource.username", "postgres"),
				Map.entry("spring.datasource.password", ""),
				Map.entry("spring.security.oauth2.resourceserver.jwt.jwk-set-uri", issuer.keysUrl().toString()),
				Map.entry("switchgear.providers.whisk.base-url", whisk.baseUrl().toString()),
				Map.entry("switchgear.providers.whisk.api-key", WHISK_KEY),
				Map.entry("switchgear.providers.rootfi.base-url", rootfi.baseUrl().toString()),
				Map.entry("switchgear.providers.rootfi.api-key", ROOTFI_KEY),
				Map.entry("switchgear.providers.svix.connector", "http"),
				Map.entry("switchgear.providers.svix.descriptor", "docs/descriptors/svix.yaml"),
				Map.entry("switchgear.providers.svix.base-url", svix.baseUrl().toString()),
				Map.entry("switchgear.providers.svix.api-key", SVIX_KEY),
				Map.entry("switchgear.encryption.keyset", TestKeyset.create())));
		return new SpringApplicationBuilder(SwitchgearApplication.class).registerShutdownHook(false)
			.initializers((context) -> context.getEnvironment()
				.getPropertySources()
				.addFirst(new MapPropertySource("demo", settings)))
			.run(args);
	}

}
