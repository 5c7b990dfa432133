package io.switchgear.change;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How changes are kept and carried on.
 *
 * @param leaseMargin how long after its deadline a change may still be completed by the
 * replica that applies it, before another one takes it over
 * @param recoveryInterval how often changes are looked for whose replica has died
 * @param recoveryPatience how long after its beginning such a change is tried again where
 * no caller agreed to wait longer
 * @param patience how long a change in the background is tried before it fails
 * @param retention how long finished changes stay in the history
 * @param eventRetention how far back a reader of the change events can resume; not longer
 * than changes stay, since an event is read from its change
 * @param concurrency how many waiting changes of one provider a replica applies at once
 */
@ConfigurationProperties("switchgear.changes")
public record ChangeProperties(@DefaultValue("15s") Duration leaseMargin,
		@DefaultValue("10s") Duration recoveryInterval, @DefaultValue("2m") Duration recoveryPatience,
		@DefaultValue("24h") Duration patience, @DefaultValue("400d") Duration retention,
		@DefaultValue("7d") Duration eventRetention, @DefaultValue("8") int concurrency) {

	public ChangeProperties {
		if (eventRetention.compareTo(retention) > 0) {
			throw new IllegalArgumentException(
					"switchgear.changes.event-retention must not be longer than switchgear.changes.retention");
		}
	}

}
