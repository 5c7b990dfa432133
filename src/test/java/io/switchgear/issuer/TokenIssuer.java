package io.switchgear.issuer;

import java.net.URI;

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

	/** Arguments, because they win over an environment that is meant for the gateway. */
	public static TokenIssuer start(int port) {
		return new TokenIssuer(new SpringApplicationBuilder(IssuerParts.class).registerShutdownHook(false)
			.run("--spring.config.name=issuer", "--server.address=127.0.0.1", "--server.port=" + port));
	}

	/**
	 * Runs as a program of its own until it is ended.
	 * @param arguments properties, such as {@code --server.address=0.0.0.0}
	 */
	public static void main(String[] arguments) {
		new SpringApplicationBuilder(IssuerParts.class).properties("spring.config.name=issuer", "server.port=9000")
			.run(arguments);
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
