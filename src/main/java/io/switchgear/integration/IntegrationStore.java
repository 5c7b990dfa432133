package io.switchgear.integration;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;

import io.switchgear.connector.IntegrationRef;
import io.switchgear.credential.CredentialCipher;
import io.switchgear.credential.Secret;
import io.switchgear.jdbc.Columns;
import io.switchgear.security.Actor;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code integration}. */
public final class IntegrationStore {

	private static final String BY_REF = " where ctid = (select place from integration_place(:provider, :externalId))";

	/**
	 * Waits for others that hold the row, and finds what they have written. By its place,
	 * it would be passed over.
	 */
	private static final String LOCK = """
			select * from integration
			where provider || '' = :provider and external_id >= :externalId and external_id <= :externalId
			order by external_id desc limit 1 for update""";

	private final JdbcClient jdbc;

	private final CredentialCipher cipher;

	public IntegrationStore(JdbcClient jdbc, CredentialCipher cipher) {
		this.jdbc = jdbc;
		this.cipher = cipher;
	}

	public Optional<Integration> find(IntegrationRef ref) {
		return at(ref, "select * from integration" + BY_REF).query(IntegrationStore::integration).optional();
	}

	/** Those that are known, in one statement. */
	List<Integration> findAll(List<IntegrationRef> refs) {
		return jdbc.sql("""
				select integration.* from unnest(:providers, :externalIds) as named (provider, external_id)
				  cross join lateral integration_place(named.provider, named.external_id)
				  join integration on integration.ctid = place""")
			.param("providers", refs.stream().map(IntegrationRef::provider).toArray(String[]::new))
			.param("externalIds", refs.stream().map(IntegrationRef::externalId).toArray(String[]::new))
			.query(IntegrationStore::integration)
			.list();
	}

	/** The integration and its last change, in one statement. */
	public Optional<IntegrationDetails> details(IntegrationRef ref) {
		return at(ref, """
				select known.*, change.action, change.state, change.reason, change.actor, change.via,
				  change.created_at changed_at
				from integration_place(:provider, :externalId) join integration known on known.ctid = place
				  left join change on change.id = known.last_change""").query(IntegrationStore::details).optional();
	}

	/**
	 * Waits for other transactions that hold the row, then holds it to the end of this
	 * one.
	 */
	public Optional<Integration> lock(IntegrationRef ref) {
		return lock(ref, IntegrationStore::integration);
	}

	/** The same, with what else is read of the row. */
	public <T> Optional<T> lock(IntegrationRef ref, RowMapper<T> read) {
		return at(ref, LOCK).query(read).optional();
	}

	/**
	 * Creates the row on first sight.
	 * @param lock what reads it and holds it, as {@link #lock(IntegrationRef)} does
	 */
	public <T> T lockOrCreate(IntegrationRef ref, Clock clock, Supplier<Optional<T>> lock) {
		return lock.get().orElseGet(() -> {
			hold(List.of(ref), clock.instant());
			return lock.get().orElseThrow();
		});
	}

	/**
	 * Holds the rows to the end of the transaction, and creates those that are not there.
	 * Waits for others that hold them, in the one order in which all do that wait for
	 * several. Whoever holds them may lock them again in any order.
	 */
	public void hold(List<IntegrationRef> refs, Instant now) {
		jdbc.sql("select integration_hold(cast(:providers as text[]), cast(:externalIds as text[]), :now)")
			.param("providers", refs.stream().map(IntegrationRef::provider).toArray(String[]::new))
			.param("externalIds", refs.stream().map(IntegrationRef::externalId).toArray(String[]::new))
			.param("now", Columns.time(now))
			.query((row) -> {
			});
	}

	/** Writes the next version of a row that this transaction has locked. */
	public void update(Integration next) {
		int rows = at(next.ref(), """
				update integration
				set display_name = :displayName, labels = cast(:labels as jsonb), enabled = :enabled,
				  observed_enabled = :observedEnabled, observed_at = :observedAt, sync = :sync, type = :type,
				  settings = cast(:settings as jsonb), credential_hints = cast(:hints as jsonb),
				  last_change = :lastChange, in_doubt = :inDoubt, missing_since = :missingSince, version = :version,
				  updated_at = :updatedAt""" + BY_REF + " and version = :version - 1")
			.param("displayName", next.displayName())
			.param("labels", Columns.json(next.labels()))
			.param("enabled", next.enabled())
			.param("observedEnabled", (next.observed() != null) ? next.observed().enabled() : null)
			.param("observedAt", (next.observed() != null) ? Columns.time(next.observed().at()) : null)
			.param("sync", next.settledSync().wireName())
			.param("type", next.type())
			.param("settings", Columns.json(next.settings()))
			.param("hints", Columns.json(next.credentials()))
			.param("lastChange", next.lastChange())
			.param("inDoubt", next.inDoubt())
			.param("missingSince", Columns.time(next.missingSince()))
			.param("version", next.version())
			.param("updatedAt", Columns.time(next.updatedAt()))
			.update();
		if (rows != 1) {
			throw new IllegalStateException("Version %d of %s was not written".formatted(next.version(), next.ref()));
		}
	}

	public boolean delete(IntegrationRef ref) {
		return at(ref, "delete from integration" + BY_REF).update() == 1;
	}

	/**
	 * Deletes those of which no change waits or is being applied. Their rows have to be
	 * locked.
	 */
	public void deleteIdle(List<IntegrationRef> refs) {
		jdbc.sql("""
				delete from integration using unnest(:providers, :externalIds) as named (provider, external_id)
				  cross join lateral integration_place(named.provider, named.external_id)
				where integration.ctid = place and lease is null and waiting = 0""")
			.param("providers", refs.stream().map(IntegrationRef::provider).toArray(String[]::new))
			.param("externalIds", refs.stream().map(IntegrationRef::externalId).toArray(String[]::new))
			.update();
	}

	/** Ciphertext of the credentials that are stored; null if none are. */
	public byte @Nullable [] credentials(IntegrationRef ref) {
		return at(ref, "select credentials from integration" + BY_REF)
			.query((row, index) -> Optional.ofNullable(row.getBytes("credentials")))
			.optional()
			.flatMap((found) -> found)
			.orElse(null);
	}

	public void storeCredentials(IntegrationRef ref, Map<String, Secret> credentials) {
		at(ref, "update integration set credentials = :credentials" + BY_REF)
			.param("credentials", cipher.encrypt(ref.id(), credentials))
			.update();
	}

	/** Keeps which settings somebody asked for, to compare them with what is observed. */
	public void storeAskedSettings(IntegrationRef ref, Map<String, Object> asked) {
		at(ref, "update integration set asked_settings = cast(:asked as jsonb)" + BY_REF)
			.param("asked", Columns.json(asked))
			.update();
	}

	/**
	 * Like {@link #lock(IntegrationRef)}, but empty while a change of it is being
	 * applied.
	 */
	Optional<Integration> lockIdle(IntegrationRef ref) {
		return lock(ref, (row, index) -> (row.getObject("lease") != null) ? Optional.<Integration>empty()
				: Optional.of(integration(row, index)))
			.flatMap(Function.identity());
	}

	private JdbcClient.StatementSpec at(IntegrationRef ref, String sql) {
		return jdbc.sql(sql).param("provider", ref.provider()).param("externalId", ref.externalId());
	}

	// The columns are not null, and neither are values of settings.
	@SuppressWarnings("NullAway")
	public static Integration integration(ResultSet row, int index) throws SQLException {
		boolean changing = row.getObject("lease") != null || row.getInt("waiting") > 0;
		Boolean observed = Columns.nullableBoolean(row, "observed_enabled");
		Instant observedAt = Columns.nullableTime(row, "observed_at");
		Instant missing = Columns.nullableTime(row, "missing_since");
		return new Integration(ref(row, index), row.getString("display_name"), Columns.strings(row, "labels"),
				Columns.nullableBoolean(row, "enabled"),
				(observed != null && observedAt != null) ? new Observed(observed, observedAt) : null,
				changing ? Sync.PENDING : Sync.of(row.getString("sync")), row.getString("type"),
				Columns.object(row, "settings"), Columns.object(row, "asked_settings"),
				Columns.strings(row, "credential_hints"), row.getObject("last_change", UUID.class),
				row.getBoolean("in_doubt"),
				(missing != null && observedAt != null && !observedAt.isBefore(missing)) ? null : missing,
				row.getLong("version"), Columns.time(row, "created_at"), Columns.time(row, "updated_at"));
	}

	static IntegrationRef ref(ResultSet row, int index) throws SQLException {
		return new IntegrationRef(row.getString("provider"), row.getString("external_id"));
	}

	static IntegrationDetails details(ResultSet row, int index) throws SQLException {
		Instant at = Columns.nullableTime(row, "changed_at");
		return new IntegrationDetails(integration(row, index),
				(at != null) ? new LastChange(row.getObject("last_change", UUID.class), row.getString("action"),
						row.getString("state"), row.getString("reason"),
						new Actor(row.getString("actor"), row.getString("via")), at) : null);
	}

}
