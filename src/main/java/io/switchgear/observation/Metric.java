package io.switchgear.observation;

import java.util.List;

/**
 * Every metric of the gateway's own. A name or a tag that is in use never changes its
 * meaning: dashboards and alerts depend on it.
 */
public enum Metric {

	PROVIDER_CALL("switchgear.provider.call", Kind.OBSERVATION, Sight.REPLICA,
			"Logical calls to a provider, with all their attempts and pauses.",
			List.of(Tag.PROVIDER, Tag.OPERATION, Tag.OUTCOME)),
	PROVIDER_ATTEMPT("switchgear.provider.attempt", Kind.OBSERVATION, Sight.REPLICA,
			"Single requests that were sent to a provider.", List.of(Tag.PROVIDER, Tag.OPERATION, Tag.OUTCOME)),
	RETRY_BUDGET("switchgear.provider.retry.budget", Kind.GAUGE, Sight.REPLICA,
			"Retries possible now; below 1, none is possible.", List.of(Tag.PROVIDER)),
	RETRY_REFUSALS("switchgear.provider.retry.refusals", Kind.COUNTER, Sight.REPLICA,
			"Retries that were not made because the budget was empty.", List.of(Tag.PROVIDER)),
	KEY_REJECTIONS("switchgear.provider.key.rejections", Kind.COUNTER, Sight.REPLICA,
			"Attempts with status 401 or 403: the provider does not accept the gateway's key.", List.of(Tag.PROVIDER)),
	HOLD("switchgear.provider.hold", Kind.GAUGE, Sight.SHARED, "1 while the provider is on hold, otherwise absent.",
			List.of(Tag.PROVIDER)),
	HOLD_AGE("switchgear.provider.hold.age", Kind.GAUGE_SECONDS, Sight.SHARED,
			"Age of the hold in force; absent if there is none.", List.of(Tag.PROVIDER)),
	CHANGES("switchgear.changes", Kind.COUNTER, Sight.REPLICA,
			"Finished attempts to apply a change, and changes whose time was up. `state` is the state after it: `pending`, or `applying` for a change of a "
					+ "dead replica, if another attempt follows. `code` is that of the problem, or `none`.",
			List.of(Tag.PROVIDER, Tag.ACTION, Tag.STATE, Tag.CODE)),
	CHANGE_APPLYING("switchgear.change.applying", Kind.OBSERVATION, Sight.REPLICA,
			"Applying a change, from before the provider is called until the outcome is stored.",
			List.of(Tag.PROVIDER, Tag.ACTION, Tag.SOURCE, Tag.CODE)),
	CHANGES_OPEN("switchgear.changes.open", Kind.GAUGE, Sight.SHARED,
			"Changes in state `pending` or `applying` now. Absent while the database cannot be read.",
			List.of(Tag.PROVIDER, Tag.STATE)),
	CHANGES_OLDEST("switchgear.changes.oldest.age", Kind.GAUGE_SECONDS, Sight.SHARED,
			"How long the oldest pending change has been due; 0 if none is. Absent while the database cannot be read.",
			List.of(Tag.PROVIDER)),
	CHANGES_APPLYING_AGE("switchgear.changes.applying.age", Kind.GAUGE_SECONDS, Sight.SHARED,
			"How long the oldest `applying` change has been so; 0 if none is. Absent while the database cannot be read.",
			List.of(Tag.PROVIDER)),
	BATCHES_RUNNING("switchgear.batches.running", Kind.GAUGE, Sight.SHARED,
			"Batches with unfinished items. Absent while the database cannot be read.", List.of()),
	BATCH_ITEMS("switchgear.batch.items", Kind.GAUGE, Sight.SHARED,
			"Items of the running batches by state. Absent while the database cannot be read.", List.of(Tag.STATE)),
	INTEGRATIONS_DRIFTED("switchgear.integrations.drifted", Kind.GAUGE, Sight.SHARED,
			"Integrations that the provider has otherwise than was asked for. Absent while the database cannot be read.",
			List.of(Tag.PROVIDER)),
	INTEGRATIONS_MISSING("switchgear.integrations.missing", Kind.GAUGE, Sight.SHARED,
			"Known integrations that the provider no longer has. Absent while the database cannot be read.",
			List.of(Tag.PROVIDER)),
	IMPORT_FAILED("switchgear.import.failed", Kind.GAUGE, Sight.SHARED,
			"1 if the last import of the provider's list failed, otherwise 0. Absent while the database cannot be read.",
			List.of(Tag.PROVIDER)),
	DECRYPTION_FAILURES("switchgear.credential.decryption.failures", Kind.COUNTER, Sight.REPLICA,
			"Stored credentials that could not be decrypted: the keyset lacks their key, or the row was altered.",
			List.of()),
	ISSUER_OUTAGE("switchgear.issuer.outage.age", Kind.GAUGE_SECONDS, Sight.REPLICA,
			"How long the token issuer's keys could not be fetched; 0 while they can.", List.of()),
	TRANSACTION("switchgear.transaction", Kind.OBSERVATION, Sight.REPLICA,
			"Database transactions, including the wait for a connection.", List.of(Tag.OUTCOME));

	private final String meterName;

	private final Kind kind;

	private final Sight sight;

	private final String description;

	@SuppressWarnings("ImmutableEnumChecker") // made by List.of
	private final List<String> tags;

	Metric(String meterName, Kind kind, Sight sight, String description, List<String> tags) {
		this.meterName = meterName;
		this.kind = kind;
		this.sight = sight;
		this.description = description;
		this.tags = tags;
	}

	public String meterName() {
		return meterName;
	}

	public Kind kind() {
		return kind;
	}

	public Sight sight() {
		return sight;
	}

	/** What it counts, in Markdown. */
	public String description() {
		return description;
	}

	public List<String> tags() {
		return tags;
	}

	/** What becomes of a metric. */
	public enum Kind {

		COUNTER, GAUGE,
		/** A gauge of an age in seconds. */
		GAUGE_SECONDS,
		/** A timer, and a span of the same name in traces. */
		OBSERVATION

	}

	/** Whose view a metric shows. */
	public enum Sight {

		/** What this replica did: to be summed over the replicas. */
		REPLICA,
		/** What the database says, the same on every replica: never to be summed. */
		SHARED

	}

	/** Names of tags. */
	public static final class Tag {

		public static final String PROVIDER = "provider";

		public static final String OPERATION = "operation";

		public static final String OUTCOME = "outcome";

		public static final String ACTION = "action";

		public static final String STATE = "state";

		public static final String SOURCE = "source";

		public static final String CODE = "code";

		private Tag() {
		}

	}

}
