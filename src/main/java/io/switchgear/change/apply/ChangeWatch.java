package io.switchgear.change.apply;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.switchgear.change.Change;
import io.switchgear.change.ChangeState;
import io.switchgear.observation.Metric;
import io.switchgear.observation.Metric.Tag;
import io.switchgear.problem.ProblemException;
import org.slf4j.MDC;

/**
 * What metrics, traces and log lines get to know of a change while it is being applied.
 */
public final class ChangeWatch {

	static final String NO_CODE = "none";

	private final MeterRegistry meters;

	private final ObservationRegistry observations;

	public ChangeWatch(MeterRegistry meters, ObservationRegistry observations) {
		this.meters = meters;
		this.observations = observations;
	}

	/**
	 * Runs the work in a span of the change's own, and with the change on every log line
	 * of this thread.
	 */
	<T> T watch(Change change, Supplier<T> work) {
		Observation observation = Observation.createNotStarted(Metric.CHANGE_APPLYING.meterName(), observations)
			.contextualName(change.action().wireName() + " " + change.integration().provider())
			.lowCardinalityKeyValue(Tag.PROVIDER, change.integration().provider())
			.lowCardinalityKeyValue(Tag.ACTION, change.action().wireName())
			.lowCardinalityKeyValue(Tag.SOURCE, change.source().wireName())
			.highCardinalityKeyValue("change", change.id().toString())
			.highCardinalityKeyValue("integration", change.integration().id());
		Map<String, String> fields = fieldsOf(change);
		fields.forEach(MDC::put);
		try {
			return observation.observe(() -> observed(observation, work));
		}
		finally {
			fields.keySet().forEach(MDC::remove);
		}
	}

	/** Counts an attempt to apply the change, by the state the change went to. */
	public void count(Change change, ChangeState state, String code) {
		meters
			.counter(Metric.CHANGES.meterName(), Tag.PROVIDER, change.integration().provider(), Tag.ACTION,
					change.action().wireName(), Tag.STATE, state.wireName(), Tag.CODE, code)
			.increment();
	}

	private static Map<String, String> fieldsOf(Change change) {
		Map<String, String> fields = new HashMap<>(
				Map.of("changeId", change.id().toString(), "provider", change.integration().provider(), "integration",
						change.integration().id(), "actor", change.actor().name()));
		String via = change.actor().via();
		if (via != null) {
			fields.put("via", via);
		}
		return fields;
	}

	private static <T> T observed(Observation observation, Supplier<T> work) {
		String code = NO_CODE;
		try {
			return work.get();
		}
		catch (ProblemException ex) {
			code = ex.problem().code().code();
			throw ex;
		}
		finally {
			observation.lowCardinalityKeyValue(Tag.CODE, code);
		}
	}

}
