package io.switchgear.observation;

import java.util.function.Supplier;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.switchgear.observation.Metric.Tag;
import org.jspecify.annotations.Nullable;

/**
 * Observes statements that are transactions by themselves as {@link Metric#TRANSACTION}.
 */
public final class ObservedStatements {

	private final ObservationRegistry observations;

	public ObservedStatements(ObservationRegistry observations) {
		this.observations = observations;
	}

	public <T extends @Nullable Object> T observe(Supplier<T> statement) {
		Observation observation = Observation.createNotStarted(Metric.TRANSACTION.meterName(), observations);
		return observation.observe(() -> {
			boolean committed = false;
			try {
				T result = statement.get();
				committed = true;
				return result;
			}
			finally {
				observation.lowCardinalityKeyValue(Tag.OUTCOME, committed ? "committed" : "rolled_back");
			}
		});
	}

}
