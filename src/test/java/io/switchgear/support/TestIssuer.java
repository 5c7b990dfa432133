package io.switchgear.support;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;

/** Signs tokens with any claims, and serves the key set that proves them. */
public final class TestIssuer {

	private static final TestIssuer SHARED = new TestIssuer(InetAddress.getLoopbackAddress());

	private final RSAKey key;

	private final HttpServer server;

	private volatile boolean available = true;

	private TestIssuer(InetAddress address) {
		try {
			this.key = new RSAKeyGenerator(2048).keyID("test").generate();
			byte[] keys = new JWKSet(key.toPublicJWK()).toString().getBytes(StandardCharsets.UTF_8);
			this.server = HttpServer.create(new InetSocketAddress(address, 0), 0);
			serve("/jwks", keys);
			serve("/.well-known/openid-configuration",
					"{\"issuer\": \"%s\", \"jwks_uri\": \"%s\"}".formatted(url(), keysUrl())
						.getBytes(StandardCharsets.UTF_8));
			server.setExecutor((task) -> Thread.ofPlatform().daemon().start(task));
			server.start();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (JOSEException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private void serve(String path, byte[] json) {
		server.createContext(path, (exchange) -> {
			if (!available) {
				exchange.close();
				return;
			}
			exchange.getResponseHeaders().add("Content-Type", "application/json");
			exchange.sendResponseHeaders(200, json.length);
			exchange.getResponseBody().write(json);
			exchange.close();
		});
	}

	public static TestIssuer shared() {
		return SHARED;
	}

	/**
	 * One with a key of its own, whose keys can be read at that address of this machine.
	 */
	public static TestIssuer at(InetAddress address) {
		return new TestIssuer(address);
	}

	public String keysUrl() {
		return url() + "/jwks";
	}

	/** What its tokens name as their issuer, and where its metadata is. */
	public String url() {
		return "http://%s:%d".formatted(server.getAddress().getAddress().getHostAddress(),
				server.getAddress().getPort());
	}

	/** While it is not, neither its metadata nor its key set can be fetched. */
	public void available(boolean now) {
		available = now;
	}

	/** A token that the gateway accepts. */
	public String token(String subject, String... scopes) {
		return token(subject, "switchgear", Instant.now().plus(Duration.ofHours(1)), scopes);
	}

	public String token(String subject, String audience, Instant expiresAt, String... scopes) {
		return signed(claims(subject, audience, expiresAt, scopes), key);
	}

	/** A token in good order, but signed by somebody else in the issuer's name. */
	public String forgedToken(String subject, String keyId, String... scopes) {
		try {
			return signed(claims(subject, "switchgear", Instant.now().plus(Duration.ofHours(1)), scopes),
					new RSAKeyGenerator(2048).keyID(keyId).generate());
		}
		catch (JOSEException ex) {
			throw new IllegalStateException(ex);
		}
	}

	public String keyId() {
		return key.getKeyID();
	}

	private JWTClaimsSet claims(String subject, String audience, Instant expiresAt, String... scopes) {
		return new JWTClaimsSet.Builder().issuer(url())
			.subject(subject)
			.audience(audience)
			.issueTime(Date.from(expiresAt.minus(Duration.ofHours(2))))
			.expirationTime(Date.from(expiresAt))
			.claim("scope", String.join(" ", scopes))
			.build();
	}

	private static String signed(JWTClaimsSet claims, RSAKey key) {
		SignedJWT token = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(),
				claims);
		try {
			token.sign(new RSASSASigner(key));
		}
		catch (JOSEException ex) {
			throw new IllegalStateException(ex);
		}
		return token.serialize();
	}

}
