package io.switchgear.console;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.switchgear.issuer.TokenIssuer;
import io.switchgear.simulator.RootFiSimulator;
import io.switchgear.simulator.WhiskSimulator;
import io.switchgear.support.FreePort;
import io.switchgear.support.OwnGateway;
import org.junit.jupiter.api.TestInfo;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A gateway with a console, the issuer that people log in at, and the providers as
 * simulators. The issuer is {@code 127.0.0.1} and the gateway {@code localhost}, so a
 * browser takes them for two sites.
 */
final class ConsoleStation implements AutoCloseable {

	private final int port = FreePort.find();

	private final TokenIssuer issuer;

	private final OwnGateway gateways;

	/** Starts no gateway yet. */
	ConsoleStation(String databaseName, String... ofIssuer) {
		List<String> settings = new ArrayList<>(List.of(TokenIssuer.console("http://localhost:" + port)));
		settings.addAll(List.of(ofIssuer));
		this.issuer = TokenIssuer.start(0, settings.toArray(String[]::new));
		this.gateways = new OwnGateway(databaseName, "jwk-set-uri=" + issuer.keysUrl());
	}

	/** Starts no gateway yet. The database has the name of the test's class. */
	static ConsoleStation named(TestInfo test, String... ofIssuer) {
		return new ConsoleStation(test.getTestClass().orElseThrow().getSimpleName().toLowerCase(Locale.ROOT), ofIssuer);
	}

	/** Starts the gateway that {@link #url} leads to. */
	ConfigurableApplicationContext start(String... further) {
		List<String> settings = new ArrayList<>(List.of(further));
		settings.add("server.port=" + port);
		return another(settings.toArray(String[]::new));
	}

	/** Starts another one over the same database, which listens on a port of its own. */
	ConfigurableApplicationContext another(String... further) {
		List<String> settings = new ArrayList<>();
		for (Map.Entry<String, String> setting : issuer.consoleSettings().entrySet()) {
			settings.add(setting.getKey() + "=" + setting.getValue());
		}
		settings.addAll(List.of(further));
		return gateways.start(settings, Between.class);
	}

	/** Where the console is. */
	URI url() {
		return URI.create("http://localhost:" + port + "/console/");
	}

	/** Where the console of one that was started besides is. */
	static URI url(ConfigurableApplicationContext gateway) {
		return URI.create("http://localhost:%s/console/"
			.formatted(gateway.getEnvironment().getRequiredProperty("local.server.port")));
	}

	TokenIssuer issuer() {
		return issuer;
	}

	WhiskSimulator whisk() {
		return gateways.whisk();
	}

	RootFiSimulator rootfi() {
		return gateways.rootfi();
	}

	JdbcClient jdbc() {
		return gateways.jdbc();
	}

	@Override
	public void close() {
		gateways.close();
		issuer.close();
	}

}
