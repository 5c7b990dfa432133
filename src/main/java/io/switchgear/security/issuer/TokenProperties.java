package io.switchgear.security.issuer;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How callers' tokens are checked, beyond
 * {@code spring.security.oauth2.resourceserver.jwt.*}.
 *
 * @param allowPlainHttp lets the token issuer be asked over http on any host; for
 * demonstrations inside a closed network
 * @param keys when the issuer is asked for its keys
 */
@ConfigurationProperties("switchgear.security")
public record TokenProperties(@DefaultValue("false") boolean allowPlainHttp, @DefaultValue Keys keys) {

	/**
	 * When the issuer is asked for its keys.
	 *
	 * @param refreshInterval how often they are fetched, whether they are needed or not
	 * @param unknownKeyInterval how long no token with an unknown key leads to another
	 * fetch after one
	 * @param outageTolerance how long keys are used that cannot be fetched again
	 */
	public record Keys(@DefaultValue("5m") Duration refreshInterval, @DefaultValue("30s") Duration unknownKeyInterval,
			@DefaultValue("12h") Duration outageTolerance) {
	}

}
