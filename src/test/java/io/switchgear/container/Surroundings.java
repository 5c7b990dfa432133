package io.switchgear.container;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import io.switchgear.simulator.RootFiSimulator;
import io.switchgear.support.TestDatabase;
import io.switchgear.support.TestIssuer;
import io.switchgear.support.TestKeyset;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.testcontainers.postgresql.PostgreSQLContainer;

import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * What a gateway in a container needs: PostgreSQL beside it, an issuer and RootFi here.
 */
final class Surroundings implements AutoCloseable {

	private static final String ROOTFI_KEY = "rootfi-key-of-the-container-tests";

	private final TestIssuer issuer;

	private final PostgreSQLContainer postgres;

	private final RootFiSimulator rootfi;

	private Surroundings(PostgreSQLContainer postgres) {
		this.postgres = postgres;
		InetAddress here = Bridge.hostAddress(postgres);
		this.issuer = TestIssuer.at(here);
		this.rootfi = RootFiSimulator.start(ROOTFI_KEY, new InetSocketAddress(here, 0), Clock.systemUTC());
	}

	/** Aborts the tests where there is no image of PostgreSQL. */
	static Surroundings start() {
		Optional<PostgreSQLContainer> postgres = TestDatabase.newContainer();
		assumeThat(postgres).as("an image of PostgreSQL").isPresent();
		postgres.get().start();
		return new Surroundings(postgres.get());
	}

	RootFiSimulator rootfi() {
		return rootfi;
	}

	/** How many changes a gateway has begun and not brought to an end. */
	int changesUnderWay() {
		return JdbcClient
			.create(new DriverManagerDataSource(postgres.getJdbcUrl(), postgres.getUsername(), postgres.getPassword()))
			.sql("select count(*) from change where state = 'applying'")
			.query(Integer.class)
			.single();
	}

	String token() {
		return issuer.token("billing-service", "integrations:read", "integrations:write");
	}

	/**
	 * The gateway's configuration by environment variables, as the documentation has it.
	 */
	Map<String, String> environment() {
		Map<String, String> environment = new HashMap<>();
		environment.put("SPRING_DATASOURCE_URL",
				"jdbc:postgresql://%s:5432/%s".formatted(Bridge.addressOf(postgres), postgres.getDatabaseName()));
		environment.put("SPRING_DATASOURCE_USERNAME", postgres.getUsername());
		environment.put("SPRING_DATASOURCE_PASSWORD", postgres.getPassword());
		environment.put("SPRING_SECURITY_OAUTH2_RESOURCESERVER_JWT_JWK_SET_URI", Bridge.url(issuer.keysUrl()));
		environment.put("SWITCHGEAR_SECURITY_ALLOW_PLAIN_HTTP", "true");
		environment.put("SWITCHGEAR_KEYSET", TestKeyset.create());
		environment.put("SWITCHGEAR_PROVIDERS_WHISK_ENABLED", "false");
		environment.put("SWITCHGEAR_PROVIDERS_ROOTFI_BASE_URL", Bridge.url(rootfi.baseUrl().toString()));
		environment.put("SWITCHGEAR_PROVIDERS_ROOTFI_API_KEY", ROOTFI_KEY);
		environment.put("SWITCHGEAR_PROVIDERS_ROOTFI_ALLOW_PLAIN_HTTP", "true");
		// An AOT cache that does not fit stops the start, where it would else only be
		// slow.
		environment.put("JDK_JAVA_OPTIONS", "-XX:AOTMode=on");
		return environment;
	}

	@Override
	public void close() {
		rootfi.close();
		postgres.stop();
	}

}
