package io.switchgear.security.issuer;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSetSourceWrapper;
import com.nimbusds.jose.jwk.source.JWKSetUnavailableException;
import com.nimbusds.jose.proc.SecurityContext;
import org.jspecify.annotations.Nullable;

/**
 * Serves known keys without ever waiting for the issuer, and keeps tokens with made-up
 * keys from reaching it. Nimbus' own rate limit would let two through at once, hold up
 * the regular refresh, and blame the issuer.
 */
final class SparedIssuer extends JWKSetSourceWrapper<SecurityContext> {

	// What an issuer that hangs may hold up.
	private static final int MAX_WAITING = 64;

	private final Semaphore waiting = new Semaphore(MAX_WAITING);

	private final IssuerHealth health;

	private final Duration interval;

	private final Duration tolerance;

	private final AtomicBoolean catchingUp = new AtomicBoolean();

	/**
	 * The keys are fetched for an unknown one at most once in the interval, and those
	 * seen last serve for as long as the tolerance.
	 */
	SparedIssuer(JWKSetSource<SecurityContext> cached, IssuerHealth health, Duration interval, Duration tolerance) {
		super(cached);
		this.health = health;
		this.interval = interval;
		this.tolerance = tolerance;
	}

	@Override
	public JWKSet getJWKSet(JWKSetCacheRefreshEvaluator evaluator, long currentTime, @Nullable SecurityContext context)
			throws KeySourceException {
		// Asked first: what was refreshed before is then among the known ones.
		boolean refreshed = health.refreshedWithin(interval);
		JWKSet known = health.keysOf(tolerance);
		if (known != null && !evaluator.requiresRefresh(known)) {
			if (health.isOverdue()) {
				catchUp();
			}
			return known;
		}
		// From here on the token's key is not among the known ones, or there are none.
		JWKSet now = (known != null && refreshed) ? known : refresh(evaluator, currentTime, context);
		if (health.isFailing()) {
			throw new JWKSetUnavailableException("The key is unknown, and the token issuer cannot be asked for it");
		}
		return now;
	}

	/**
	 * The regular refresh has stopped, as it does after a failure that no kept keys made
	 * up for.
	 */
	private void catchUp() {
		if (!catchingUp.compareAndSet(false, true)) {
			return;
		}
		Thread.ofVirtual().name("issuer-keys").start(() -> {
			try {
				getSource().getJWKSet(JWKSetCacheRefreshEvaluator.noRefresh(), System.currentTimeMillis(), null);
			}
			catch (KeySourceException ex) {
				// It is logged where it happens
			}
			finally {
				catchingUp.set(false);
			}
		});
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
