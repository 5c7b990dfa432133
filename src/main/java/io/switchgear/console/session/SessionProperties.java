package io.switchgear.console.session;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long people stay logged in to the console.
 *
 * @param idleTimeout how long without a request or an open stream of events
 * @param lifetime how long at most
 */
@ConfigurationProperties("switchgear.console.session")
record SessionProperties(@DefaultValue("30m") Duration idleTimeout, @DefaultValue("12h") Duration lifetime) {

	/** A use that follows another one so soon is not written down. */
	Duration betweenUses() {
		return idleTimeout.dividedBy(4);
	}

}
