package io.switchgear.support;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.factories.DefaultJWSSignerFactory;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import org.jspecify.annotations.Nullable;

/** Signs tokens with any claims, and serves the key set that proves them. */
public final class TestIssuer {

	private static final RSAKey SOMEBODY_ELSES = newKey("somebody-elses");

	private static final TestIssuer SHARED = new TestIssuer(InetAddress.getLoopbackAddress());

	private final HttpServer server;

	private final AtomicInteger fetches = new AtomicInteger();

	private volatile JWK key;

	private volatile JWSAlgorithm algorithm = JWSAlgorithm.RS256;

	private volatile JWKSet published;

	private volatile boolean available = true;

	private volatile boolean dripping;

	private TestIssuer(InetAddress address) {
		try {
			this.key = newKey("test");
			this.published = new JWKSet(key.toPublicJWK());
			this.server = HttpServer.create(new InetSocketAddress(address, 0), 0);
			serve("/jwks", () -> {
				fetches.incrementAndGet();
				return published.toString();
			});
			serve("/.well-known/openid-configuration",
					() -> "{\"issuer\": \"%s\", \"jwks_uri\": \"%s\"}".formatted(url(), keysUrl()));
			server.setExecutor((task) -> Thread.ofPlatform().daemon().start(task));
			server.start();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static RSAKey newKey(String id) {
		try {
			return new RSAKeyGenerator(2048).keyID(id).generate();
		}
		catch (JOSEException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private void serve(String path, Supplier<String> content) {
		server.createContext(path, (exchange) -> {
			if (!available) {
				fetches.incrementAndGet();
				exchange.close();
				return;
			}
			byte[] json = content.get().getBytes(StandardCharsets.UTF_8);
			exchange.getResponseHeaders().add("Content-Type", "application/json");
			exchange.sendResponseHeaders(200, json.length);
			if (dripping) {
				drip(json, exchange.getResponseBody());
			}
			else {
				exchange.getResponseBody().write(json);
			}
			exchange.close();
		});
	}

	private void drip(byte[] json, OutputStream body) throws IOException {
		for (int sent = 0; sent < json.length && dripping; sent++) {
			body.write(json[sent]);
			body.flush();
			LockSupport.parkNanos(Duration.ofMillis(500).toNanos());
		}
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

	/** While it does, what it sends comes byte by byte. */
	public void drips(boolean now) {
		dripping = now;
	}

	/** How often its keys were fetched, or somebody tried to while it was away. */
	public int fetches() {
		return fetches.get();
	}

	/** Signs with another key from now on, and publishes that too. */
	public void use(JWK another, JWSAlgorithm by) {
		published = new JWKSet(List.of(key.toPublicJWK(), another.toPublicJWK()));
		key = another;
		algorithm = by;
	}

	/** Publishes no key at all. */
	public void useNone() {
		published = new JWKSet();
	}

	/** A token that the gateway accepts. */
	public String token(String subject, String... scopes) {
		return token(subject, "switchgear", Instant.now().plus(Duration.ofHours(1)), scopes);
	}

	public String token(String subject, String audience, Instant expiresAt, String... scopes) {
		return token(claims(subject, audience, expiresAt, scopes), null);
	}

	/** A token of any claims and, if it has one, of that type. */
	public String token(JWTClaimsSet claims, @Nullable String type) {
		return signed(claims, key, algorithm, type);
	}

	/** The claims of a token that the gateway accepts. */
	public JWTClaimsSet.Builder claims(String subject, String... scopes) {
		return new JWTClaimsSet.Builder(claims(subject, "switchgear", Instant.now().plus(Duration.ofHours(1)), scopes));
	}

	/** A token in good order, but signed by somebody else in the issuer's name. */
	public String forgedToken(String subject, String keyId, String... scopes) {
		return signed(claims(subject, "switchgear", Instant.now().plus(Duration.ofHours(1)), scopes),
				new RSAKey.Builder(SOMEBODY_ELSES).keyID(keyId).build(), JWSAlgorithm.RS256, null);
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

	private static String signed(JWTClaimsSet claims, JWK key, JWSAlgorithm algorithm, @Nullable String type) {
		SignedJWT token = new SignedJWT(new JWSHeader.Builder(algorithm).keyID(key.getKeyID())
			.type((type != null) ? new JOSEObjectType(type) : null)
			.build(), claims);
		try {
			token.sign(new DefaultJWSSignerFactory().createJWSSigner(key, algorithm));
		}
		catch (JOSEException ex) {
			throw new IllegalStateException(ex);
		}
		return token.serialize();
	}

}
