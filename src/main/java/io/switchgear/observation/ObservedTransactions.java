package io.switchgear.observation;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.switchgear.observation.Metric.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionCallback;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Runs transactions with a timer and a span around each, so that a trace shows where the
 * time went between the caller and the provider.
 */
final class ObservedTransactions extends TransactionTemplate {

	private static final long serialVersionUID = 1L;

	private final transient ObservationRegistry observations;

	ObservedTransactions(PlatformTransactionManager manager, ObservationRegistry observations) {
		super(manager);
		this.observations = observations;
	}

	@Override
	public <T extends @Nullable Object> T execute(TransactionCallback<T> action) {
		Observation observation = Observation.createNotStarted(Metric.TRANSACTION.meterName(), observations);
		return observation.observe(() -> {
			boolean[] committed = new boolean[1];
			try {
				return super.execute((status) -> {
					T result = action.doInTransaction(status);
					committed[0] = !status.isRollbackOnly();
					return result;
				});
			}
			catch (TransactionException ex) {
				committed[0] = false;
				throw ex;
			}
			finally {
				observation.lowCardinalityKeyValue(Tag.OUTCOME, committed[0] ? "committed" : "rolled_back");
			}
		});
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return this == other;
	}

	@Override
	public int hashCode() {
		return System.identityHashCode(this);
	}

}
