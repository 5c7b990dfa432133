package io.switchgear.provider;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.switchgear.outbound.Holds;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.transaction.TransactionException;

/**
 * The holds in force, as this replica last read them. They are read again every half
 * second, so that a hold placed on another replica stops calls here within two. While the
 * database cannot be read, the last known ones stay.
 */
public class HoldBoard implements Holds {

	private static final Logger log = LoggerFactory.getLogger(HoldBoard.class);

	private static final long PERIOD_MILLIS = 500;

	private final HoldStore store;

	private final MultiGauge gauge;

	private volatile Map<String, Hold> inForce = Map.of();

	HoldBoard(HoldStore store, MeterRegistry meters) {
		this.store = store;
		this.gauge = MultiGauge.builder("switchgear.provider.hold").description("1 while on hold").register(meters);
	}

	@Override
	public Optional<Hold> of(String provider) {
		return Optional.ofNullable(inForce.get(provider));
	}

	/**
	 * Stops all calls; takes the place of a hold that is in force. Has to run in a
	 * transaction.
	 */
	public void place(String provider, String reason, String actor) {
		store.place(provider, reason, actor);
	}

	/** Lets calls out again; does nothing where there is no hold. */
	public void lift(String provider, String actor) {
		store.lift(provider, actor);
	}

	/** Newest first. */
	public List<HoldEntry> history(String provider, int most) {
		return store.history(provider, most);
	}

	/**
	 * Reads the holds in force; one thread at a time, so that none puts older ones in
	 * their place.
	 */
	@Scheduled(fixedDelay = PERIOD_MILLIS)
	public synchronized void refresh() {
		try {
			inForce = store.inForce();
			gauge.register(inForce.keySet()
				.stream().<MultiGauge
						.Row<?>>map((provider) -> MultiGauge.Row.of(Tags.of("provider", provider), 1))
				.toList(), true);
		}
		catch (DataAccessException | TransactionException ex) {
			log.warn("Holds cannot be read; the last known ones stay: {}", ex.getMessage());
		}
	}

}
