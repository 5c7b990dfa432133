package io.switchgear.batch;

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;

import io.switchgear.jdbc.Columns;
import io.switchgear.security.Actor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Tells readers of events how far batches have come: at most once a second over all
 * replicas, and only what is new. Batches of which nothing has moved are not counted.
 * Each provider has events of its own, so that readers learn nothing of another one.
 */
final class BatchEvents {

	private static final Logger log = LoggerFactory.getLogger(BatchEvents.class);

	private static final String KIND = "batch";

	private static final long PERIOD_MILLIS = 500;

	private static final Duration MIN_INTERVAL = Duration.ofSeconds(1);

	private final JdbcClient jdbc;

	private final BatchStore store;

	private final UntoldBatches untold;

	private final TransactionTemplate transaction;

	private final ReentrantLock looking = new ReentrantLock();

	BatchEvents(JdbcClient jdbc, BatchStore store, UntoldBatches untold, TransactionTemplate transaction) {
		this.jdbc = jdbc;
		this.store = store;
		this.untold = untold;
		this.transaction = transaction;
	}

	/** Leaves it to the look before if that takes longer than the period. */
	@Scheduled(fixedRate = PERIOD_MILLIS)
	void tell() {
		if (!looking.tryLock()) {
			return;
		}
		try {
			untold.next().forEach(this::tell);
		}
		catch (DataAccessException | TransactionException ex) {
			log.warn("The progress of batches cannot be told: {}", ex.getMessage());
			untold.startAfresh();
		}
		finally {
			looking.unlock();
		}
	}

	private void tell(UUID id) {
		boolean isTold = transaction.execute((status) -> {
			// Locked, so that what is counted then is all that others did with it
			Map<String, String> told = jdbc.sql("""
					select coalesce(told, '{}') told from batch
					where id = :id and not told_end
					  and (told_at is null or told_at <= clock_timestamp() - :interval * interval '1 millisecond')
					for update skip locked""")
				.param("id", id)
				.param("interval", MIN_INTERVAL.toMillis())
				.query((row, index) -> Columns.strings(row, "told"))
				.optional()
				.orElse(null);
			if (told != null) {
				tell(id, told);
			}
			return told != null;
		});
		if (isTold) {
			untold.told(id);
		}
	}

	private void tell(UUID id, Map<String, String> told) {
		Map<String, String> now = new HashMap<>();
		boolean ended = true;
		for (String provider : store.providers(id)) {
			Batch batch = store.find(id, Set.of(provider)).orElseThrow();
			String progress = batch.state() + " " + batch.progress();
			now.put(provider, progress);
			ended &= !batch.progress().anyOpen();
			if (!progress.equals(told.get(provider))) {
				insert(provider, batch);
			}
		}
		jdbc.sql("""
				update batch set told = cast(:told as jsonb), told_at = clock_timestamp(), told_end = :ended,
				  untold = false
				where id = :id""").param("told", Columns.json(now)).param("ended", ended).param("id", id).update();
	}

	private void insert(String provider, Batch batch) {
		jdbc.sql("""
				insert into change_event (kind, provider, batch, state, payload, at)
				values (:kind, :provider, :batch, :state, cast(:payload as jsonb), clock_timestamp())""")
			.param("kind", KIND)
			.param("provider", provider)
			.param("batch", batch.id())
			.param("state", batch.state().wireName())
			.param("payload", Columns.json(payload(provider, batch)))
			.update();
	}

	/** In the form of the API. */
	private static Map<String, @Nullable Object> payload(String provider, Batch batch) {
		Map<String, @Nullable Object> payload = new LinkedHashMap<>();
		payload.put("id", batch.id());
		payload.put("provider", provider);
		payload.put("action", batch.action().wireName());
		payload.put("reverts", batch.reverts());
		payload.put("reason", batch.reason());
		payload.put("actor", batch.actor().name());
		payload.put("via", batch.actor().via());
		payload.put("state", batch.state().wireName());
		payload.put("progress", batch.progress());
		payload.put("createdAt", batch.createdAt());
		payload.put("cancelledAt", batch.cancelledAt());
		payload.put("cancelledBy", Actor.nameOf(batch.cancelledBy()));
		payload.put("cancelledVia", Actor.viaOf(batch.cancelledBy()));
		payload.put("stoppedBy", batch.stoppedBy());
		payload.values().removeIf((value) -> value == null);
		return payload;
	}

}
