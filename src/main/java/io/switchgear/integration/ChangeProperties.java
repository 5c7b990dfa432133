package io.switchgear.integration;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How changes are kept and carried on.
 *
 * @param patience how long a change in the background is tried before it fails
 * @param retention how long finished changes stay in the history
 * @param eventRetention how far back a reader of the change events can resume
 */
@ConfigurationProperties("switchgear.changes")
record ChangeProperties(@DefaultValue("24h") Duration patience, @DefaultValue("400d") Duration retention,
		@DefaultValue("7d") Duration eventRetention) {
}
