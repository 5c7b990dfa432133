package io.switchgear.batch.revert;

import java.util.UUID;

import io.switchgear.batch.Batch;
import io.switchgear.problem.ProblemCode;
import io.switchgear.problem.ProblemException;
import io.switchgear.security.Actor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Reverts batches that their errors have stopped, if they were asked for with that, once
 * all of their items have ended. Each is reverted once over all replicas.
 */
final class RevertsOfStopped {

	private static final Logger log = LoggerFactory.getLogger(RevertsOfStopped.class);

	private static final Actor GATEWAY = Actor.named("switchgear");

	private static final long PERIOD_MILLIS = 1000;

	private final Reverts reverts;

	private final RevertStore store;

	private final TransactionTemplate transaction;

	RevertsOfStopped(Reverts reverts, RevertStore store, TransactionTemplate transaction) {
		this.reverts = reverts;
		this.store = store;
		this.transaction = transaction;
	}

	@Scheduled(fixedRate = PERIOD_MILLIS)
	void revert() {
		try {
			store.due().forEach(this::revert);
		}
		catch (DataAccessException | TransactionException ex) {
			log.warn("Stopped batches cannot be reverted: {}", ex.getMessage());
		}
	}

	private void revert(UUID id) {
		try {
			transaction.executeWithoutResult((status) -> {
				if (store.take(id)) {
					Batch revert = reverts.accept(id, GATEWAY, "Batch %s had too many errors".formatted(id));
					log.warn("Batch {} is reverted by {}, since it had too many errors", id, revert.id());
				}
			});
		}
		catch (ProblemException ex) {
			// Tried again in a second while items are on the wire
			if (ex.problem().code() != ProblemCode.BATCH_RUNNING) {
				log.warn("Batch {} cannot be reverted: {}", id, ex.getMessage());
			}
		}
	}

}
