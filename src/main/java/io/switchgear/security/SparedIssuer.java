package io.switchgear.security;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSetSourceWrapper;
import com.nimbusds.jose.jwk.source.JWKSetUnavailableException;
import com.nimbusds.jose.proc.SecurityContext;

import java.time.Duration;
import java.util.concurrent.Semaphore;

import org.jspecify.annotations.Nullable;

/**
 * Keeps tokens with made-up keys from reaching the issuer. Nimbus' own rate limit would
 * let two through at once, hold up the regular refresh, and blame the issuer.
 */
final class SparedIssuer extends JWKSetSourceWrapper<SecurityContext> {

	// What an issuer that hangs may hold up.
	private static final int MAX_WAITING = 64;

	private final Semaphore waiting = new Semaphore(MAX_WAITING);

	private final IssuerHealth health;

	private final Duration interval;

	SparedIssuer(JWKSetSource<SecurityContext> cached, IssuerHealth health, Duration interval) {
		super(cached);
		this.health = health;
		this.interval = interval;
	}

	@Override
	public JWKSet getJWKSet(JWKSetCacheRefreshEvaluator evaluator, long currentTime, @Nullable SecurityContext context)
			throws KeySourceException {
		// Asked first: what was refreshed before is then among the known ones.
		boolean refreshed = health.refreshedWithin(interval);
		JWKSet known = getSource().getJWKSet(JWKSetCacheRefreshEvaluator.noRefresh(), currentTime, context);
		if (!evaluator.requiresRefresh(known)) {
			return known;
		}
		// From here on the token's key is not among the known ones.
		JWKSet now = refreshed ? known : refresh(evaluator, currentTime, context);
		if (health.isFailing()) {
			throw new JWKSetUnavailableException("The key is unknown, and the token issuer cannot be asked for it");
		}
		return now;
	}

	private JWKSet refresh(JWKSetCacheRefreshEvaluator evaluator, long currentTime, @Nullable SecurityContext context)
			throws KeySourceException {
		if (!waiting.tryAcquire()) {
			throw new JWKSetUnavailableException("The key is unknown, and too many wait for the token issuer");
		}
		try {
			return getSource().getJWKSet(evaluator, currentTime, context);
		}
		finally {
			waiting.release();
		}
	}

}
