package io.switchgear.replica;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.switchgear.simulator.RootFiSimulator;
import io.switchgear.simulator.WhiskSimulator;
import io.switchgear.support.DatabaseInUse;
import io.switchgear.support.TestDatabase;
import io.switchgear.support.TestIssuer;
import io.switchgear.support.TestKeyset;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * Two replicas between simulated providers and a database of their own. What they wait
 * for is shortened; the order of what has to be longer than what is as configured.
 */
final class Replicas implements AutoCloseable {

	private static final String KEY = "a-key";

	final WhiskSimulator whisk = WhiskSimulator.start(KEY);

	final RootFiSimulator rootfi = RootFiSimulator.start(KEY);

	final DriverManagerDataSource database;

	final JdbcClient jdbc;

	private final Map<String, String> settings = new LinkedHashMap<>();

	private final List<String> jvmOptions = new ArrayList<>();

	private final Map<String, Replica> byName = new HashMap<>();

	private int launched;

	Replicas() {
		this(TestDatabase.shared().another("replicas"));
	}

	Replicas(TestDatabase own) {
		this.database = new DriverManagerDataSource(own.url(), own.user(), own.password());
		this.jdbc = JdbcClient.create(database);
		settings.put("server.port", "0");
		settings.put("management.server.port", "-1");
		settings.put("spring.datasource.url", own.url());
		settings.put("spring.datasource.username", own.user());
		settings.put("spring.datasource.password", own.password());
		settings.put("spring.security.oauth2.resourceserver.jwt.jwk-set-uri", TestIssuer.shared().keysUrl());
		settings.put("switchgear.encryption.keyset", TestKeyset.create());
		settings.put("switchgear.providers.whisk.base-url", whisk.baseUrl().toString());
		settings.put("switchgear.providers.whisk.api-key", KEY);
		settings.put("switchgear.providers.rootfi.base-url", rootfi.baseUrl().toString());
		settings.put("switchgear.providers.rootfi.api-key", KEY);
		settings.put("resilience4j.timelimiter.configs.default.timeout-duration", "10s");
		settings.put("resilience4j.ratelimiter.configs.default.limit-for-period", "12");
		settings.put("resilience4j.ratelimiter.instances.rootfi.limit-for-period", "60");
		settings.put("switchgear.changes.lease-margin", "2s");
		settings.put("switchgear.changes.recovery-interval", "1s");
		settings.put("db-scheduler.heartbeat-interval", "3s");
		settings.put("db-scheduler.polling-interval", "200ms");
		// The issuer of the demonstration is on the classpath of tests, and of nothing
		// else.
		String issuer = "org.springframework.boot.security.oauth2.server.authorization.autoconfigure.servlet.";
		settings.put("spring.autoconfigure.exclude", issuer + "OAuth2AuthorizationServerAutoConfiguration," + issuer
				+ "OAuth2AuthorizationServerJwtAutoConfiguration");
	}

	/** For those that are launched from now on. */
	Replicas with(String setting, String value) {
		settings.put(setting, value);
		return this;
	}

	/** For those that are launched from now on. */
	Replicas withJvmOption(String option) {
		jvmOptions.add(option);
		return this;
	}

	/** Starts those that are not alive, at the same time. */
	Replicas startAll() {
		List<Replica> starting = List.of("one", "other").stream().map(this::aliveOrLaunched).toList();
		starting.forEach(Replica::awaitReady);
		return this;
	}

	private Replica aliveOrLaunched(String name) {
		return byName.compute(name, (same, known) -> (known != null && known.isAlive()) ? known
				: Replica.launch(name + "-" + ++launched, jvmOptions, settings));
	}

	Replica one() {
		return Objects.requireNonNull(byName.get("one"));
	}

	Replica other() {
		return Objects.requireNonNull(byName.get("other"));
	}

	/** One more beside the two, from now on. */
	Replica third() {
		return aliveOrLaunched("third").awaitReady();
	}

	/** Forgets what earlier tests did, to all. */
	void startAfresh() {
		whisk.recover();
		rootfi.recover();
		DatabaseInUse.empty(jdbc);
		// Only now does no work of earlier tests call them any more
		whisk.reset();
		rootfi.reset();
	}

	/** What would otherwise have to be waited for. */
	void letLeasesRunOut() {
		jdbc.sql("update integration set leased_until = created_at where lease is not null").update();
	}

	@Override
	public void close() {
		byName.values().forEach(Replica::close);
		whisk.close();
		rootfi.close();
	}

}
