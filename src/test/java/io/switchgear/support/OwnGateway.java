package io.switchgear.support;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import javax.sql.DataSource;

import io.switchgear.SwitchgearApplication;
import io.switchgear.simulator.RootFiSimulator;
import io.switchgear.simulator.WhiskSimulator;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.test.web.servlet.client.RestTestClient;

/**
 * Gateways of a test's own, over a database and providers of its own: for tests that end
 * gateways or set them up otherwise. The one that the journeys share would take part in
 * their background work, and they in its.
 */
public final class OwnGateway implements AutoCloseable {

	private static final String KEY = "key-c4n4ry-2d90";

	private final WhiskSimulator whisk = WhiskSimulator.start(KEY);

	private final RootFiSimulator rootfi = RootFiSimulator.start(KEY);

	private final TestDatabase database;

	private final String issuer;

	private final String keyset = TestKeyset.create();

	private final List<ConfigurableApplicationContext> started = new ArrayList<>();

	/** Starts none yet. */
	public OwnGateway(String databaseName) {
		this(databaseName, "jwk-set-uri=" + TestIssuer.shared().keysUrl());
	}

	/**
	 * Starts none yet.
	 * @param issuer how its tokens are proved, as a setting below {@code jwt}
	 */
	public OwnGateway(String databaseName, String issuer) {
		this.issuer = issuer;
		this.database = TestDatabase.shared().another(databaseName);
	}

	/**
	 * Starts one with further settings, which win, and with further beans if it is given
	 * any.
	 */
	public ConfigurableApplicationContext start(List<String> settings, Class<?>... beans) {
		String[] arguments = Stream.concat(Stream.of("server.port=0", "management.server.port=0",
				// Longer than a machine stalls that does other things, and shorter than
				// the deadline
				"resilience4j.timelimiter.configs.default.timeout-duration=8s",
				"spring.datasource.url=" + database.url(), "spring.datasource.username=" + database.user(),
				"spring.datasource.password=" + database.password(),
				"spring.security.oauth2.resourceserver.jwt." + issuer,
				"switchgear.providers.whisk.base-url=" + whisk.baseUrl(), "switchgear.providers.whisk.api-key=" + KEY,
				"switchgear.providers.rootfi.base-url=" + rootfi.baseUrl(),
				"switchgear.providers.rootfi.api-key=" + KEY, "switchgear.encryption.keyset=" + keyset),
				settings.stream())
			// A name that came twice would be a list.
			.collect(Collectors.toMap((setting) -> setting.substring(0, setting.indexOf('=')),
					(setting) -> "--" + setting, (first, second) -> second, LinkedHashMap::new))
			.values()
			.toArray(String[]::new);
		ConfigurableApplicationContext gateway = new SpringApplicationBuilder(SwitchgearApplication.class)
			.sources(beans)
			.run(arguments);
		started.add(gateway);
		return gateway;
	}

	public WhiskSimulator whisk() {
		return whisk;
	}

	public RootFiSimulator rootfi() {
		return rootfi;
	}

	public JdbcClient jdbc() {
		return JdbcClient.create(source());
	}

	/** The database, past the gateways. */
	public DataSource source() {
		return new DriverManagerDataSource(database.url(), database.user(), database.password());
	}

	/** Someone who may read and write. */
	public static RestTestClient caller(ConfigurableApplicationContext gateway) {
		return RestTestClient.bindToServer()
			.baseUrl("http://127.0.0.1:" + gateway.getEnvironment().getProperty("local.server.port"))
			.defaultHeader("Authorization",
					"Bearer " + TestIssuer.shared().token("billing-service", "integrations:read", "integrations:write"))
			.build();
	}

	@Override
	public void close() {
		started.forEach(ConfigurableApplicationContext::close);
		whisk.close();
		rootfi.close();
	}

}
