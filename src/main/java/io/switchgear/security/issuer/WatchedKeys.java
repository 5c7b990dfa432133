package io.switchgear.security.issuer;

import java.time.Duration;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSetSourceWrapper;
import com.nimbusds.jose.jwk.source.JWKSetUnavailableException;
import com.nimbusds.jose.proc.SecurityContext;
import org.jspecify.annotations.Nullable;

/** Notes whether the issuer answers, and leaves it alone for a moment if it does not. */
final class WatchedKeys extends JWKSetSourceWrapper<SecurityContext> {

	// Without any keys each call asks, so that the first one after an outage succeeds.
	private static final Duration PAUSE = Duration.ofSeconds(1);

	private final IssuerHealth health;

	WatchedKeys(JWKSetSource<SecurityContext> source, IssuerHealth health) {
		super(source);
		this.health = health;
	}

	@Override
	public JWKSet getJWKSet(JWKSetCacheRefreshEvaluator evaluator, long currentTime, @Nullable SecurityContext context)
			throws KeySourceException {
		if (health.failedWithin(PAUSE)) {
			throw new JWKSetUnavailableException("The token issuer has failed to answer a moment ago");
		}
		try {
			JWKSet keys = getSource().getJWKSet(evaluator, currentTime, context);
			health.answered();
			return keys;
		}
		catch (JWKSetUnavailableException ex) {
			health.failed(ex);
			throw ex;
		}
	}

}
