package io.switchgear.change;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import io.switchgear.connector.IntegrationRef;
import io.switchgear.credential.CredentialCipher;
import io.switchgear.credential.Secret;
import io.switchgear.jdbc.Columns;
import io.switchgear.jdbc.Criteria;
import io.switchgear.outbound.Sent;
import io.switchgear.problem.ProblemBody;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code change}. */
public final class ChangeStore {

	private static final String INSERT = """
			insert into change (id, provider, external_id, action, state, requested, credentials, before, after, reason,
			  actor, source, attempts, batch, not_before, not_after, lease, leased_until, created_at, started_at,
			  finished_at)
			values (:id, :provider, :externalId, :action, :state, cast(:requested as jsonb), :credentials,
			  cast(:before as jsonb), cast(:after as jsonb), :reason, :actor, :source, :attempts, :batch, :notBefore,
			  :notAfter, :lease, :leasedUntil, :createdAt, :startedAt, :finishedAt)
			on conflict (provider, external_id) where state = 'applying' do nothing""";

	private final JdbcClient jdbc;

	private final CredentialCipher cipher;

	ChangeStore(JdbcClient jdbc, CredentialCipher cipher) {
		this.jdbc = jdbc;
		this.cipher = cipher;
	}

	/** Says no where another change of the integration is being applied. */
	public boolean insert(Change change, Map<String, Secret> credentials, @Nullable Lease lease) {
		return jdbc.sql(INSERT)
			.param("id", change.id())
			.param("provider", change.integration().provider())
			.param("externalId", change.integration().externalId())
			.param("action", change.action().wireName())
			.param("state", change.state().wireName())
			.param("requested", Columns.json(change.requested()))
			.param("credentials", cipher.encrypt(change.integration().id(), credentials))
			.param("before", Columns.json(change.before()))
			.param("after", Columns.json(change.after()))
			.param("reason", change.reason())
			.param("actor", change.actor())
			.param("source", change.source().wireName())
			.param("attempts", change.attempts())
			.param("batch", change.batch())
			.param("notBefore", Columns.time(change.notBefore()))
			.param("notAfter", Columns.time(change.notAfter()))
			.param("lease", (lease != null) ? lease.id() : null)
			.param("leasedUntil", (lease != null) ? Columns.time(lease.until()) : null)
			.param("createdAt", Columns.time(change.createdAt()))
			.param("startedAt", Columns.time(change.startedAt()))
			.param("finishedAt", Columns.time(change.finishedAt()))
			.update() == 1;
	}

	/** Says no where the lease was lost: another replica has taken the change over. */
	boolean complete(UUID id, UUID lease, Completion completion) {
		return jdbc.sql("""
				update change
				set state = :state, after = cast(:after as jsonb), attempts = attempts + :attempts,
				  requests = requests + :requests,
				  provider_request_id = :providerRequestId, problem = cast(:problem as jsonb), finished_at = :at,
				  credentials = null, lease = null, leased_until = null, wanted = null
				where id = :id and lease = :lease and state = 'applying'""")
			.param("id", id)
			.param("lease", lease)
			.param("state", completion.state().wireName())
			.param("after", Columns.json(completion.after()))
			.param("attempts", completion.sent().attempts())
			.param("requests", completion.sent().requests())
			.param("providerRequestId", completion.providerRequestId())
			.param("problem", Columns.json(completion.problem()))
			.param("at", Columns.time(completion.at()))
			.update() == 1;
	}

	/**
	 * Lets a change of which the lease is held wait again. Says no where the lease was
	 * lost.
	 */
	boolean postpone(UUID id, UUID lease, ProblemBody problem, Sent sent) {
		return jdbc.sql("""
				update change
				set state = 'pending', attempts = attempts + :attempts, requests = requests + :requests,
				  problem = cast(:problem as jsonb),
				  provider_request_id = :providerRequestId, lease = null, leased_until = null
				where id = :id and lease = :lease and state = 'applying'""")
			.param("id", id)
			.param("lease", lease)
			.param("problem", Columns.json(problem))
			.param("providerRequestId", problem.providerRequestId())
			.param("attempts", sent.attempts())
			.param("requests", sent.requests())
			.update() == 1;
	}

	/**
	 * Leaves a change of which the lease is held to whoever takes it over next. Says no
	 * where the lease was lost.
	 */
	boolean leave(UUID id, UUID lease, ProblemBody problem, Sent sent, Instant until) {
		return jdbc.sql("""
				update change
				set attempts = attempts + :attempts, requests = requests + :requests, problem = cast(:problem as jsonb),
				  leased_until = :until
				where id = :id and lease = :lease and state = 'applying'""")
			.param("id", id)
			.param("lease", lease)
			.param("problem", Columns.json(problem))
			.param("attempts", sent.attempts())
			.param("requests", sent.requests())
			.param("until", Columns.time(until))
			.update() == 1;
	}

	/** Takes over one change whose lease has run out, if there is one. */
	Optional<Change> takeOver(Instant now, Lease lease) {
		return jdbc.sql("""
				update change set lease = :lease, leased_until = :until, source = 'recovery'
				where id = (select id from change where state = 'applying' and leased_until < :now
				  order by leased_until limit 1 for update skip locked)
				returning *""")
			.param("lease", lease.id())
			.param("until", Columns.time(lease.until()))
			.param("now", Columns.time(now))
			.query(ChangeStore::change)
			.optional();
	}

	public Optional<Change> find(UUID id) {
		return jdbc.sql("select * from change where id = :id").param("id", id).query(ChangeStore::change).optional();
	}

	Map<String, Secret> credentials(Change change) {
		byte[] ciphertext = jdbc.sql("select credentials from change where id = :id")
			.param("id", change.id())
			.query((row, index) -> Optional.ofNullable(row.getBytes("credentials")))
			.optional()
			.flatMap((found) -> found)
			.orElse(null);
		return cipher.decrypt(change.integration().id(), ciphertext);
	}

	/**
	 * Deletes at most so many changes finished, and as many events that happened, before
	 * then.
	 */
	public int sweep(Instant finishedBefore, Instant happenedBefore, int most) {
		int finished = jdbc
			.sql("delete from change where id in (select id from change where finished_at < :before limit :most)")
			.param("before", Columns.time(finishedBefore))
			.param("most", most)
			.update();
		// What is gone is noted for readers that want to go on before it.
		int happened = jdbc
			.sql("""
					with gone as (delete from change_event
					  where seq in (select seq from change_event where at < :before order by at limit :most) returning seq, tx),
					noted as (update event_generation
					  set swept_seq = greatest(swept_seq, (select max(seq) from gone)),
					    swept_tx = greatest(swept_tx, (select max(tx) from gone))
					  where exists (select from gone))
					select count(*) from gone""")
			.param("before", Columns.time(happenedBefore))
			.param("most", most)
			.query(Integer.class)
			.single();
		return finished + happened;
	}

	/** Newest first. */
	List<Change> list(ChangeFilter filter, @Nullable UUID before, int limit) {
		Criteria criteria = new Criteria().and("provider = :provider", "provider", filter.provider())
			.and("state = :state", "state", (filter.state() != null) ? filter.state().wireName() : null)
			.and("action = :action", "action", (filter.action() != null) ? filter.action().wireName() : null)
			.and("actor = :actor", "actor", filter.actor())
			.and("batch = :batch", "batch", filter.batch())
			.and("id < :before", "before", before);
		IntegrationRef integration = filter.integration();
		if (integration != null) {
			criteria.and("provider = :ofProvider", "ofProvider", integration.provider())
				.and("external_id = :externalId", "externalId", integration.externalId());
		}
		String newestFirst = " order by id desc limit :limit";
		Set<String> readable = filter.providers();
		if (readable != null && readable.isEmpty()) {
			return List.of();
		}
		// One page of each provider, since an index has the order for one only
		String pages = (readable == null) ? "select * from change" + criteria.where() + newestFirst
				: criteria.each("provider", readable)
					.map((where) -> "(select * from change" + where + newestFirst + ")")
					.collect(Collectors.joining(" union all ", "select * from (", ") pages" + newestFirst));
		return jdbc.sql(pages).params(criteria.params()).param("limit", limit).query(ChangeStore::change).list();
	}

	public static Change change(ResultSet row, int index) throws SQLException {
		return new Change(row.getObject("id", UUID.class),
				new IntegrationRef(row.getString("provider"), row.getString("external_id")),
				ChangeAction.of(row.getString("action")), ChangeState.of(row.getString("state")),
				Columns.object(row, "requested"), Columns.nullableObject(row, "before"),
				Columns.nullableObject(row, "after"), row.getString("reason"), row.getString("actor"),
				ChangeSource.of(row.getString("source")), row.getInt("attempts"), row.getInt("requests"),
				row.getObject("batch", UUID.class), row.getString("provider_request_id"),
				Columns.nullable(row, "problem", ProblemBody.class), Columns.nullableTime(row, "not_before"),
				Columns.nullableTime(row, "not_after"), Columns.time(row, "created_at"),
				Columns.nullableTime(row, "started_at"), Columns.nullableTime(row, "finished_at"),
				row.getObject("superseded_by", UUID.class));
	}

	/** The right to apply a change until a moment. */
	record Lease(UUID id, Instant until) {

		static Lease of(Duration time, Instant now) {
			return new Lease(UUID.randomUUID(), now.plus(time));
		}

	}

	/** How a change ended. */
	record Completion(ChangeState state, @Nullable Map<String, @Nullable Object> after, Sent sent,
			@Nullable String providerRequestId, @Nullable ProblemBody problem, Instant at) {
	}

}
