package io.switchgear.provider;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleBiFunction;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.switchgear.observation.Metric;
import io.switchgear.outbound.Holds;
import io.switchgear.security.Actor;
import org.jspecify.annotations.Nullable;
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

	private final MultiGauge inForceGauge;

	private final MultiGauge ageGauge;

	private final Clock clock;

	private volatile Map<String, Hold> inForce = Map.of();

	HoldBoard(HoldStore store, MeterRegistry meters, Clock clock) {
		this.store = store;
		this.clock = clock;
		this.inForceGauge = MultiGauge.builder(Metric.HOLD.meterName())
			.description(Metric.HOLD.description())
			.register(meters);
		this.ageGauge = MultiGauge.builder(Metric.HOLD_AGE.meterName())
			.description(Metric.HOLD_AGE.description())
			.baseUnit("seconds")
			.register(meters);
	}

	@Override
	public Optional<Hold> of(String provider) {
		return Optional.ofNullable(inForce.get(provider));
	}

	@Override
	public Duration timeOnHold(String provider, Instant since) {
		return store.timeOnHold(provider, since);
	}

	/**
	 * Stops all calls; takes the place of a hold that is in force. Has to run in a
	 * transaction.
	 * @param until when it ends by itself; null: when it is lifted
	 */
	public void place(String provider, String reason, @Nullable Instant until, Actor actor) {
		store.place(provider, reason, until, actor);
	}

	/** Lets calls out again; does nothing where there is no hold. */
	public void lift(String provider, Actor actor) {
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
			inForceGauge.register(rows((board, provider) -> 1));
			ageGauge.register(rows(HoldBoard::secondsOnHold));
		}
		catch (DataAccessException | TransactionException ex) {
			log.warn("Holds cannot be read; the last known ones stay: {}", ex.getMessage());
		}
	}

	private List<Row<?>> rows(ToDoubleBiFunction<HoldBoard, String> value) {
		return inForce.keySet()
			.stream()
			.<Row<?>>map((provider) -> Row.of(Tags.of(Metric.Tag.PROVIDER, provider), this,
					(board) -> value.applyAsDouble(board, provider)))
			.toList();
	}

	private double secondsOnHold(String provider) {
		Hold hold = inForce.get(provider);
		return (hold != null) ? Duration.between(hold.since(), clock.instant()).toSeconds() : 0;
	}

}
