package io.switchgear.change.background;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import com.github.f4b6a3.uuid.UuidCreator;
import io.switchgear.support.Bookkeeping;
import io.switchgear.support.Journey;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What is deleted for its age, and what is not yet. */
class SweepJourneyTests extends Journey {

	private static final Duration SOON = Duration.ofSeconds(20);

	private static final String INSIDE = "interval '1 minute'";

	private static final String OUTSIDE = "interval '-1 minute'";

	@Test
	void deletesFinishedChangesThatAreOlderThanTheHistoryAndNoOther() {
		change("inside", "succeeded", "now() - interval '400 days' + " + INSIDE);
		change("outside", "succeeded", "now() - interval '400 days' + " + OUTSIDE);
		change("failed", "failed", "now() - interval '400 days' + " + OUTSIDE);
		change("withdrawn", "cancelled", "now() - interval '400 days' + " + OUTSIDE);
		change("applied", "applying", "null");
		sweep("sweep-history");
		await().atMost(SOON)
			.untilAsserted(
					() -> assertThat(left("select reason from change")).containsExactlyInAnyOrder("inside", "applied"));
	}

	@Test
	void deletesEventsThatAreOlderThanReadersMayResume() {
		event("inside", "now() - interval '7 days' + " + INSIDE);
		event("outside", "now() - interval '7 days' + " + OUTSIDE);
		sweep("sweep-events");
		await().atMost(SOON)
			.untilAsserted(() -> assertThat(left("select state from change_event")).containsExactly("inside"));
	}

	@Test
	void deletesOldBatchesOfWhichNoChangeIsLeft() {
		batch("inside", "now() - interval '400 days' + " + INSIDE);
		batch("outside", "now() - interval '400 days' + " + OUTSIDE);
		batch("with a change", "now() - interval '400 days' + " + OUTSIDE);
		change("of a batch", "succeeded", "now() - interval '1 day'");
		jdbc.sql("update change set batch = (select id from batch where reason = 'with a change')").update();
		sweep("sweep-batches");
		await().atMost(SOON)
			.untilAsserted(() -> assertThat(left("select reason from batch")).containsExactlyInAnyOrder("inside",
					"with a change"));
	}

	@Test
	void deletesKeysForWhichRepeatsGetNoAnswerAnyMore() {
		key("inside", "now() - interval '24 hours' + " + INSIDE);
		key("outside", "now() - interval '24 hours' + " + OUTSIDE);
		sweep("sweep-idempotency-keys");
		await().atMost(SOON)
			.untilAsserted(() -> assertThat(left("select key from idempotency_key")).containsExactly("inside"));
	}

	/** Of an integration that is not known any more. */
	private void change(String reason, String state, String finishedAt) {
		jdbc.sql(
				"""
						insert into change (id, provider, external_id, action, state, requested, reason, actor, source, created_at,
						  finished_at)
						values (:id, 'rootfi', '1', 'disable', :state, '{}', :reason, 'admin-ui', 'api', now() - interval '500 days',
						  %s)"""
					.formatted(finishedAt))
			.param("id", UuidCreator.getTimeOrderedEpoch(Instant.now().minus(Duration.ofDays(500))))
			.param("state", state)
			.param("reason", reason)
			.update();
		Bookkeeping.redo(jdbc);
	}

	private void event(String state, String at) {
		jdbc.sql("insert into change_event (change, state, at) values (gen_random_uuid(), :state, %s)".formatted(at))
			.param("state", state)
			.update();
	}

	private void batch(String reason, String createdAt) {
		jdbc.sql("""
				insert into batch (id, enabled, reason, actor, items, total, expanded, not_after, created_at)
				values (gen_random_uuid(), false, :reason, 'admin-ui', '[]', 0, 0, now(), %s)""".formatted(createdAt))
			.param("reason", reason)
			.update();
	}

	private void key(String key, String createdAt) {
		jdbc.sql("insert into idempotency_key (caller, key, fingerprint, created_at) values ('admin-ui', :key, 'f', %s)"
			.formatted(createdAt)).param("key", key).update();
	}

	/** At once, and not in an hour. */
	private void sweep(String task) {
		await().atMost(SOON)
			.until(() -> jdbc
				.sql("update scheduled_tasks set execution_time = now() where task_name = :task and not picked")
				.param("task", task)
				.update() == 1);
	}

	private List<String> left(String query) {
		return jdbc.sql(query).query(String.class).list();
	}

}
