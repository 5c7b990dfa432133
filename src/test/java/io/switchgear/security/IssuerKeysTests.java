package io.switchgear.security;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.jwk.source.JWKSetBasedJWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.SignedJWT;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.switchgear.observation.Metric;
import io.switchgear.security.issuer.IssuerConfiguration;
import io.switchgear.security.issuer.TokenProperties;
import io.switchgear.support.TestIssuer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.security.oauth2.server.resource.autoconfigure.OAuth2ResourceServerProperties;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/** How often an issuer is asked for its keys, and what holds while it does not answer. */
@Timeout(120)
class IssuerKeysTests {

	private static final Duration LONG = Duration.ofHours(1);

	private static final Duration SHORT = Duration.ofMillis(200);

	private final TestIssuer issuer = TestIssuer.at(InetAddress.getLoopbackAddress());

	private final RememberedCallers known = new RememberedCallers(Clock.systemUTC());

	private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

	private final List<JWKSetBasedJWKSource<SecurityContext>> opened = new ArrayList<>();

	@AfterEach
	void close() throws IOException {
		for (JWKSetBasedJWKSource<SecurityContext> keys : opened) {
			keys.close();
		}
	}

	@Test
	void asksOnceHoweverManyTokensHaveMadeUpKeys() throws Exception {
		JwtDecoder decoder = decoder(LONG, Duration.ofSeconds(30));
		String good = good();
		decoder.decode(good);
		String[] forged = IntStream.range(0, 20)
			.mapToObj((index) -> issuer.forgedToken("somebody", "made-up-" + index))
			.toArray(String[]::new);
		try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
			List<Future<?>> calls = new ArrayList<>();
			for (int call = 0; call < 400; call++) {
				String token = forged[call % forged.length];
				calls.add(callers.submit(() -> assertThatExceptionOfType(BadJwtException.class)
					.isThrownBy(() -> decoder.decode(token))));
				calls.add(callers.submit(() -> decoder.decode(good)));
			}
			for (Future<?> call : calls) {
				call.get();
			}
		}
		assertThat(issuer.fetches()).isEqualTo(1);
	}

	@Test
	void asksAgainForUnknownKeysOnceTheIntervalIsOver() {
		JwtDecoder decoder = decoder(LONG, Duration.ofSeconds(1));
		decoder.decode(good());
		String before = good();
		String forged = issuer.forgedToken("somebody", "made-up");
		rotate();
		long started = System.nanoTime();
		await().ignoreExceptions().until(() -> decoder.decode(good()) != null);
		assertThat(issuer.fetches()).isEqualTo(2);
		decoder.decode(before);
		await().until(() -> {
			assertThatExceptionOfType(BadJwtException.class).isThrownBy(() -> decoder.decode(forged));
			return issuer.fetches() >= 5;
		});
		assertThat(Duration.ofNanos(System.nanoTime() - started)).isGreaterThan(Duration.ofSeconds(2));
	}

	@Test
	void letsAllCallersWithANewKeyWaitForTheOneFetch() throws Exception {
		JwtDecoder decoder = decoder(LONG, Duration.ofMillis(1));
		decoder.decode(good());
		rotate();
		try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
			List<Future<?>> calls = new ArrayList<>();
			for (int call = 0; call < 50; call++) {
				calls.add(callers.submit(() -> decoder.decode(good())));
			}
			for (Future<?> call : calls) {
				call.get();
			}
		}
		assertThat(issuer.fetches()).isEqualTo(2);
	}

	@Test
	void refreshesItsKeysWhetherTheyAreNeededOrNot() {
		JwtDecoder decoder = decoder(SHORT, LONG);
		decoder.decode(good());
		await().until(() -> issuer.fetches() > 4);
		rotate();
		await().ignoreExceptions().until(() -> decoder.decode(good()) != null);
	}

	/** One of them may have been withdrawn. */
	@Test
	void verifiesTokensAgainOnceTheKeysWereFetched() {
		known.remember("token", VerifiedCaller.of(new TestingAuthenticationToken("billing-service", null)));
		assertThat(known.size()).isOne();
		decoder(SHORT, LONG).decode(good());
		await().until(() -> known.of("token") == null);
	}

	@Test
	void goesOnWithTheKeysItHasWhileTheIssuerIsAway() {
		JwtDecoder decoder = decoder(SHORT, SHORT);
		decoder.decode(good());
		assertThat(outage()).isZero();
		issuer.available(false);
		int before = issuer.fetches();
		await().until(() -> issuer.fetches() > before + 4);
		assertThat(outage()).isPositive();
		decoder.decode(good());
		// Nobody can say whether it is good.
		assertThatExceptionOfType(JwtException.class)
			.isThrownBy(() -> decoder.decode(issuer.forgedToken("somebody", "made-up")))
			.isNotInstanceOf(BadJwtException.class);
		issuer.available(true);
		await().until(() -> outage() == 0);
		assertThatExceptionOfType(BadJwtException.class)
			.isThrownBy(() -> decoder.decode(issuer.forgedToken("somebody", "made-up")));
	}

	@Test
	void takesAnIssuerWhoseKeysDripInForOneThatIsAway() {
		JwtDecoder decoder = decoder(SHORT, LONG);
		decoder.decode(good());
		issuer.drips(true);
		await().atMost(Duration.ofSeconds(60)).until(() -> decoder.decode(good()) != null && outage() > 0);
		issuer.drips(false);
		await().atMost(Duration.ofSeconds(60)).until(() -> outage() == 0);
	}

	@Test
	void keepsTheKeysItHasIfTheIssuerShowsNone() {
		JwtDecoder decoder = decoder(SHORT, LONG);
		String good = good();
		decoder.decode(good);
		issuer.useNone();
		await().until(() -> outage() > 0);
		decoder.decode(good);
	}

	@Test
	void refusesASignatureThatDoesNotFitTheCurveOfItsKey() throws JOSEException {
		JwtDecoder decoder = decoder(LONG, Duration.ofMillis(1), "ES256", "ES384");
		issuer.use(new ECKeyGenerator(Curve.P_384).keyID("large").generate(), JWSAlgorithm.ES384);
		decoder.decode(good());
		SignedJWT forged = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("large").build(),
				issuer.claims("somebody").build());
		forged.sign(new ECDSASigner(new ECKeyGenerator(Curve.P_256).generate()));
		assertThatExceptionOfType(BadJwtException.class).isThrownBy(() -> decoder.decode(forged.serialize()));
	}

	@Test
	void asksAnIssuerThatIsAwayNoMoreThanOnceASecond() {
		issuer.available(false);
		JwtDecoder decoder = decoder(LONG, LONG);
		String good = good();
		long started = System.nanoTime();
		for (int call = 0; call < 100; call++) {
			assertThatExceptionOfType(JwtException.class).isThrownBy(() -> decoder.decode(good))
				.isNotInstanceOf(BadJwtException.class);
		}
		long seconds = Duration.ofNanos(System.nanoTime() - started).toSeconds();
		// Each time with a second attempt, and the JDK may repeat each of them.
		assertThat((long) issuer.fetches()).isBetween(2L, 4 * (seconds + 1));
		issuer.available(true);
		await().ignoreExceptions().until(() -> decoder.decode(good()) != null);
		assertThat(outage()).isZero();
	}

	@Test
	void takesSignaturesOfEachKindThatTheConfigurationNames() throws JOSEException {
		JwtDecoder decoder = decoder(LONG, Duration.ofMillis(1), "RS256", "PS256", "ES256");
		issuer.use(new ECKeyGenerator(Curve.P_256).keyID("ec").generate(), JWSAlgorithm.ES256);
		assertThat(decoder.decode(good()).getHeaders()).containsEntry("alg", "ES256");
		issuer.use(new RSAKeyGenerator(2048).keyID("ps").generate(), JWSAlgorithm.PS256);
		assertThat(decoder.decode(good()).getHeaders()).containsEntry("alg", "PS256");
		JwtDecoder narrow = decoder(LONG, LONG, "RS256");
		assertThatExceptionOfType(BadJwtException.class).isThrownBy(() -> narrow.decode(good()))
			.withMessageContaining("algorithm");
	}

	private void rotate() {
		try {
			issuer.use(new RSAKeyGenerator(2048).keyID("another").generate(), JWSAlgorithm.RS256);
		}
		catch (JOSEException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private String good() {
		return issuer.token("billing-service", "integrations:read");
	}

	private double outage() {
		return meters.get(Metric.ISSUER_OUTAGE.meterName()).timeGauge().value();
	}

	private JwtDecoder decoder(Duration refresh, Duration unknown, String... algorithms) {
		OAuth2ResourceServerProperties properties = new OAuth2ResourceServerProperties();
		properties.getJwt().setJwkSetUri(issuer.keysUrl());
		if (algorithms.length > 0) {
			properties.getJwt().setJwsAlgorithms(List.of(algorithms));
		}
		TokenProperties own = new TokenProperties(false, new TokenProperties.Keys(refresh, unknown, LONG));
		TokenConfiguration configuration = new TokenConfiguration();
		JWKSetBasedJWKSource<SecurityContext> keys = new IssuerConfiguration().issuerKeys(properties, own, known,
				meters);
		opened.add(keys);
		return configuration.tokenDecoder(keys, properties, List.of(configuration.lifetimeOfToken()));
	}

}
