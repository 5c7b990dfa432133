package io.switchgear.idempotency;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

import io.switchgear.credential.KeyedDigest;
import io.switchgear.problem.Problem;
import io.switchgear.problem.ProblemCode;
import io.switchgear.problem.ProblemException;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Claims keys and keeps answers. A key is claimed in the transaction that does what the
 * request asks for, so that either both are there or none.
 */
public final class Idempotency {

	private static final TypeReference<Map<String, String>> HEADERS = new TypeReference<>() {
	};

	private final JdbcClient jdbc;

	private final TransactionTemplate transaction;

	private final JsonMapper json;

	private final KeyedDigest digest;

	private final Clock clock;

	Idempotency(JdbcClient jdbc, TransactionTemplate transaction, JsonMapper json, KeyedDigest digest, Clock clock) {
		this.jdbc = jdbc;
		this.transaction = transaction;
		this.json = json;
		this.digest = digest;
		this.clock = clock;
	}

	/**
	 * The answer that a repeat gets; empty for a request that is none.
	 * @throws ProblemException with {@code idempotency.key-reused}, or with
	 * {@code idempotency.in-progress} while the first request has no answer
	 */
	public Optional<ResponseEntity<Object>> replay(@Nullable IdempotencyKey key) {
		if (key == null) {
			return Optional.empty();
		}
		return find(key).map((kept) -> {
			if (!digest.of(key.request()).contains(kept.fingerprint())) {
				throw Problem
					.of(ProblemCode.IDEMPOTENCY_KEY_REUSED,
							"The idempotency key came with another method, path or body before")
					.asException();
			}
			if (kept.answer() == null) {
				throw inProgress();
			}
			return kept.answer().replayed();
		});
	}

	/**
	 * Claims the key; does nothing without one. Has to run in the transaction that does
	 * the work.
	 * @param change whose end gives the answer
	 * @throws ProblemException with {@code idempotency.in-progress} if another request
	 * was faster
	 */
	public void claim(@Nullable IdempotencyKey key, @Nullable UUID change) {
		if (key == null) {
			return;
		}
		try {
			if (inserted(key, change) == 0) {
				throw inProgress();
			}
		}
		catch (PessimisticLockingFailureException ex) {
			// Who was faster has not committed yet
			throw inProgress();
		}
	}

	private int inserted(IdempotencyKey key, @Nullable UUID change) {
		return jdbc.sql("""
				insert into idempotency_key (caller, key, fingerprint, change, created_at)
				values (:caller, :key, :fingerprint, :change, :now)
				on conflict do nothing""")
			.param("caller", key.caller())
			.param("key", key.value())
			.param("fingerprint", digest.of(key.request()).getFirst())
			.param("change", change)
			.param("now", clock.instant().atOffset(ZoneOffset.UTC))
			.update();
	}

	/** The key as {@link #claim} would write it; null without one. */
	public @Nullable Claim claimOf(@Nullable IdempotencyKey key) {
		return (key != null) ? new Claim(key.caller(), key.value(), digest.of(key.request()).getFirst()) : null;
	}

	/** The answer as {@link #keep} would write it. */
	public Receipt receiptOf(Answer answer) {
		return new Receipt(answer.status(), answer.headers(),
				(answer.body() != null) ? json.writeValueAsString(answer.body()) : null, false);
	}

	/** Keeps the answer of a claimed key; does nothing without one. */
	public void keep(@Nullable IdempotencyKey key, Answer answer) {
		if (key != null) {
			withAnswer("caller = :caller and key = :key", answer).param("caller", key.caller())
				.param("key", key.value())
				.update();
		}
	}

	/** Keeps the answer that the end of a change gives, if a key waits for it. */
	public void keep(UUID change, Answer answer) {
		withAnswer("change = :change and status is null", answer).param("change", change).update();
	}

	/**
	 * Frees the key that waits for the end of a change, so that a repeat really tries
	 * again.
	 */
	public void release(UUID change) {
		jdbc.sql("delete from idempotency_key where change = :change and status is null")
			.param("change", change)
			.update();
	}

	/**
	 * Does the work and keeps its answer in one transaction, or gives the answer it gave
	 * before.
	 */
	public ResponseEntity<Object> once(@Nullable IdempotencyKey key, Supplier<Answer> work) {
		return replay(key).orElseGet(() -> transaction.execute((status) -> {
			claim(key, null);
			Answer answer = work.get();
			keep(key, answer);
			return answer.response();
		}));
	}

	/** Forgets keys older than that, a limited number at a time, and says how many. */
	int sweep(Duration age) {
		Instant before = clock.instant().minus(age);
		return jdbc.sql("""
				delete from idempotency_key where (caller, key) in
				  (select caller, key from idempotency_key where created_at < :before limit 1000)""")
			.param("before", before.atOffset(ZoneOffset.UTC))
			.update();
	}

	private JdbcClient.StatementSpec withAnswer(String where, Answer answer) {
		return jdbc
			.sql("update idempotency_key set status = :status, headers = cast(:headers as jsonb), body = :body where "
					+ where)
			.param("status", answer.status())
			.param("headers", json.writeValueAsString(answer.headers()))
			.param("body", (answer.body() != null) ? json.writeValueAsString(answer.body()) : null);
	}

	private Optional<Kept> find(IdempotencyKey key) {
		return jdbc.sql("select * from idempotency_key where caller = :caller and key = :key")
			.param("caller", key.caller())
			.param("key", key.value())
			.query(this::kept)
			.optional();
	}

	private Kept kept(ResultSet row, int index) throws SQLException {
		int status = row.getInt("status");
		if (row.wasNull()) {
			return new Kept(row.getString("fingerprint"), null);
		}
		String body = row.getString("body");
		JsonNode content = (body != null) ? json.readTree(body) : null;
		return new Kept(row.getString("fingerprint"),
				new Answer(status, json.readValue(row.getString("headers"), HEADERS), content));
	}

	private static ProblemException inProgress() {
		return Problem.of(ProblemCode.IDEMPOTENCY_IN_PROGRESS, "The first request with this key is still running")
			.withRetryAfter(Duration.ofSeconds(1))
			.asException();
	}

	private record Kept(String fingerprint, @Nullable Answer answer) {
	}

}
