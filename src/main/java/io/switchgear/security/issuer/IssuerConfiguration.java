package io.switchgear.security.issuer;

import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.source.CachingJWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSetBasedJWKSource;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.OutageTolerantJWKSetSource;
import com.nimbusds.jose.jwk.source.RefreshAheadCachingJWKSetSource;
import com.nimbusds.jose.jwk.source.RetryingJWKSetSource;
import com.nimbusds.jose.proc.SecurityContext;
import io.micrometer.core.instrument.MeterRegistry;
import io.switchgear.problem.InvalidConfiguration;
import io.switchgear.security.IssuerUrl;
import io.switchgear.security.RememberedCallers;
import io.switchgear.security.TokenConfiguration;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.security.oauth2.server.resource.autoconfigure.OAuth2ResourceServerProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Where the keys come from that tokens are checked with. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(TokenProperties.class)
public class IssuerConfiguration {

	private static final String KEYS = "switchgear.security.keys.";

	// Longer than the issuer's client takes at worst, with its second attempt.
	private static final Duration REFRESH_TIMEOUT = Duration.ofSeconds(20);

	private static final Duration REFRESH_AHEAD = Duration.ofSeconds(30);

	@Bean
	IssuerUrl issuerUrl(TokenProperties own) {
		return new IssuerUrl(own.allowPlainHttp());
	}

	/** From the inside out. */
	@Bean
	@ConditionalOnProperty(name = TokenConfiguration.JWT + "public-key-location", havingValue = "none",
			matchIfMissing = true)
	public JWKSetBasedJWKSource<SecurityContext> issuerKeys(OAuth2ResourceServerProperties properties,
			TokenProperties own, RememberedCallers known, MeterRegistry meters) {
		millis("unknown-key-interval", own.keys().unknownKeyInterval());
		IssuerClient client = new IssuerClient();
		IssuerHealth health = new IssuerHealth(own.keys().refreshInterval());
		health.register(meters);
		JWKSetSource<SecurityContext> fetched = new FetchedKeys(client,
				address(properties.getJwt(), client, issuerUrl(own)));
		// One stray failure is no outage.
		JWKSetSource<SecurityContext> watched = new WatchedKeys(new RetryingJWKSetSource<>(fetched, null), health);
		JWKSetSource<SecurityContext> kept = new OutageTolerantJWKSetSource<>(watched,
				millis("outage-tolerance", own.keys().outageTolerance()), null);
		JWKSetSource<SecurityContext> cached = cached(kept, millis("refresh-interval", own.keys().refreshInterval()),
				health, known);
		return new JWKSetBasedJWKSource<>(
				new SparedIssuer(cached, health, own.keys().unknownKeyInterval(), own.keys().outageTolerance()));
	}

	/**
	 * Fetches the keys before calls are let in, rather than by the first ones. If it
	 * cannot, those try again.
	 */
	@Bean
	@ConditionalOnProperty(name = TokenConfiguration.JWT + "public-key-location", havingValue = "none",
			matchIfMissing = true)
	ApplicationRunner firstFetch(JWKSetBasedJWKSource<SecurityContext> keys) {
		return (arguments) -> {
			try {
				keys.get(new JWKSelector(new JWKMatcher.Builder().build()), null);
			}
			catch (KeySourceException ex) {
				// It is logged where it happens
			}
		};
	}

	private static JWKSetSource<SecurityContext> cached(JWKSetSource<SecurityContext> source, long interval,
			IssuerHealth health, RememberedCallers known) {
		ScheduledThreadPoolExecutor refreshing = new ScheduledThreadPoolExecutor(1,
				Thread.ofPlatform().daemon().name("issuer-keys").factory());
		refreshing.setRemoveOnCancelPolicy(true);
		// It refreshes so long before they expire: after the interval.
		long ahead = REFRESH_AHEAD.toMillis();
		long timeout = REFRESH_TIMEOUT.toMillis();
		return new RefreshAheadCachingJWKSetSource<>(source, interval + ahead + timeout, timeout, ahead, refreshing,
				true, (event) -> {
					if (event instanceof CachingJWKSetSource.RefreshCompletedEvent<?> completed) {
						health.refreshed(completed.getJWKSet());
						// What was verified with a key that is withdrawn now is worth
						// nothing.
						known.forgetAll();
					}
				}, refreshing, true);
	}

	private static FetchedKeys.Address address(OAuth2ResourceServerProperties.Jwt properties, IssuerClient client,
			IssuerUrl rule) {
		String keys = properties.getJwkSetUri();
		if (keys != null && !keys.isBlank()) {
			URI url = checked("jwk-set-uri", keys, rule);
			return () -> url;
		}
		String issuer = properties.getIssuerUri();
		if (issuer == null || issuer.isBlank()) {
			throw new InvalidConfiguration(TokenConfiguration.JWT + "jwk-set-uri", "is missing: set it, or issuer-uri");
		}
		checked("issuer-uri", issuer, rule);
		return new IssuerDiscovery(issuer, client, rule)::keysUrl;
	}

	private static URI checked(String property, String url, IssuerUrl rule) {
		String fault = rule.fault(url);
		if (fault != null) {
			throw new InvalidConfiguration(TokenConfiguration.JWT + property, fault);
		}
		return URI.create(url);
	}

	private static long millis(String property, Duration duration) {
		if (!duration.isPositive()) {
			throw new InvalidConfiguration(KEYS + property, "must be positive");
		}
		return duration.toMillis();
	}

}
