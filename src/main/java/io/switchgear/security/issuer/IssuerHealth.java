package io.switchgear.security.issuer;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import com.nimbusds.jose.jwk.JWKSet;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.switchgear.observation.Metric;
import io.switchgear.security.OneLine;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What came of asking the issuer for its keys. */
final class IssuerHealth {

	private static final Logger log = LoggerFactory.getLogger(IssuerHealth.class);

	private volatile @Nullable Long failingSince;

	private volatile @Nullable Long failedAt;

	private final Duration refreshInterval;

	private volatile @Nullable Refreshed refreshed;

	/**
	 * Keys are overdue if they have not been refreshed for longer than twice the
	 * interval.
	 */
	IssuerHealth(Duration refreshInterval) {
		this.refreshInterval = refreshInterval;
	}

	void register(MeterRegistry meters) {
		TimeGauge.builder(Metric.ISSUER_OUTAGE.meterName(), this, TimeUnit.SECONDS, IssuerHealth::secondsOfOutage)
			.description(Metric.ISSUER_OUTAGE.description())
			.register(meters);
	}

	void answered() {
		if (failingSince != null) {
			log.info("The keys of the token issuer can be fetched again");
		}
		failingSince = null;
		failedAt = null;
	}

	void failed(Exception reason) {
		long now = System.nanoTime();
		if (failingSince == null) {
			failingSince = now;
		}
		failedAt = now;
		log.warn("The keys of the token issuer cannot be fetched: {}", OneLine.of(reason.getMessage()));
	}

	/** What was fetched, or was kept through an outage, is in use from now on. */
	void refreshed(JWKSet keys) {
		refreshed = new Refreshed(keys, System.nanoTime());
	}

	/** The keys in use; null if there are none that were refreshed within that time. */
	@Nullable JWKSet keysOf(Duration time) {
		Refreshed last = refreshed;
		return (last != null && isWithin(time, last.at())) ? last.keys() : null;
	}

	boolean isOverdue() {
		return !refreshedWithin(refreshInterval.multipliedBy(2));
	}

	/** Returns true if the last attempt to fetch the keys failed. */
	boolean isFailing() {
		return failingSince != null;
	}

	boolean failedWithin(Duration time) {
		return isWithin(time, failedAt);
	}

	boolean refreshedWithin(Duration time) {
		Refreshed last = refreshed;
		return last != null && isWithin(time, last.at());
	}

	private static boolean isWithin(Duration time, @Nullable Long instant) {
		return instant != null && System.nanoTime() - instant < time.toNanos();
	}

	private double secondsOfOutage() {
		Long since = failingSince;
		return (since != null) ? (System.nanoTime() - since) / 1e9 : 0;
	}

	private record Refreshed(JWKSet keys, long at) {
	}

}
