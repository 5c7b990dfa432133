package io.switchgear.issuer;

import java.net.URI;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * An OAuth 2 token server on the loopback address, with the clients of
 * {@code issuer.yaml} and a signing key that lives as long as it runs.
 */
public final class TokenIssuer implements AutoCloseable {

	private final ConfigurableApplicationContext application;

	private TokenIssuer(ConfigurableApplicationContext application) {
		this.application = application;
	}

	/**
	 * Starts one with further settings. They are arguments, because those win over an
	 * environment that is meant for the gateway.
	 */
	public static TokenIssuer start(int port, String... settings) {
		return new TokenIssuer(new SpringApplicationBuilder(IssuerParts.class).registerShutdownHook(false)
			.run(Stream
				.concat(Stream.of("spring.config.name=issuer", "server.address=127.0.0.1", "server.port=" + port),
						Stream.of(settings))
				.map((setting) -> "--" + setting)
				.toArray(String[]::new)));
	}

	/** The settings for a console that people reach there. */
	public static String[] console(String gatewayUrl) {
		String registration = "spring.security.oauth2.authorizationserver.client.console.registration.";
		return new String[] { registration + "redirect-uris=" + gatewayUrl + "/console/login/callback",
				registration + "post-logout-redirect-uris=" + gatewayUrl + "/console/logged-out" };
	}

	/**
	 * Runs as a program of its own until it is ended.
	 * @param arguments properties, such as {@code --server.address=0.0.0.0}
	 */
	public static void main(String[] arguments) {
		new SpringApplicationBuilder(IssuerParts.class).properties("spring.config.name=issuer", "server.port=9000")
			.run(arguments);
	}

	/** What a gateway is told so that its console logs people in here. */
	public Map<String, String> consoleSettings() {
		String client = "spring.security.oauth2.client.";
		return Map.of("switchgear.console.enabled", "true", client + "provider.console.issuer-uri", url("").toString(),
				client + "registration.console.client-id", "switchgear-console",
				client + "registration.console.client-secret", "demo-only-console");
	}

	/** From now on, new tokens of that person have no other scopes. */
	public void allow(Person person, String... scopes) {
		application.getBean(People.class).allow(person, Set.of(scopes));
	}

	/** From now on, no login of that person is prolonged. */
	public void shutOut(Person person) {
		application.getBean(People.class).shutOut(person);
	}

	/** From now on, new ID tokens of that person are of somebody else. */
	public void mistake(Person person, String other) {
		application.getBean(People.class).mistake(person, other);
	}

	/** While it is not, it answers nothing but 503. */
	public void available(boolean now) {
		application.getBean(Outage.class).available(now);
	}

	public URI tokenUrl() {
		return url("/oauth2/token");
	}

	public URI keysUrl() {
		return url("/oauth2/jwks");
	}

	private URI url(String path) {
		return URI
			.create("http://127.0.0.1:" + application.getEnvironment().getRequiredProperty("local.server.port") + path);
	}

	@Override
	public void close() {
		application.close();
	}

}
