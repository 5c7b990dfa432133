package io.switchgear.change;

import java.time.Clock;
import java.util.Optional;

import io.switchgear.change.store.ChangeTable;
import io.switchgear.change.store.Credentials;
import io.switchgear.connector.IntegrationRef;
import io.switchgear.connector.Preview;
import io.switchgear.connector.Target;
import io.switchgear.integration.ExpectedVersion;
import io.switchgear.integration.Integration;
import io.switchgear.integration.IntegrationStore;
import io.switchgear.integration.Integrations;
import io.switchgear.integration.Patch;
import io.switchgear.outbound.CallScope;
import io.switchgear.problem.ProblemException;
import io.switchgear.provider.Provider;
import io.switchgear.provider.Providers;
import org.jspecify.annotations.Nullable;

/** Says what changes would do, and does nothing. */
public final class Previews {

	private final Providers providers;

	private final IntegrationStore store;

	private final ChangeTable changes;

	private final Credentials credentials;

	private final Clock clock;

	Previews(Providers providers, IntegrationStore store, ChangeTable changes, Credentials credentials, Clock clock) {
		this.providers = providers;
		this.store = store;
		this.changes = changes;
		this.credentials = credentials;
		this.clock = clock;
	}

	/**
	 * What a change would send; writes nothing anywhere. Empty where no provider would be
	 * called.
	 * @throws ProblemException if the change would be refused
	 */
	public Optional<Preview> preview(IntegrationRef ref, Patch patch, @Nullable ExpectedVersion expectedVersion) {
		Provider provider = providers.get(ref.provider());
		provider.check(patch.desired());
		store.find(ref).ifPresentOrElse((current) -> {
			ExpectedVersion.require(expectedVersion, current);
			current.requireRoomFor(patch);
		}, () -> ExpectedVersion.requireKnown(expectedVersion, ref));
		byte[] stored = store.credentials(ref);
		credentials.updated(ref, stored, patch);
		Target target = credentials.target(ref, stored);
		if (patch.desired().isEmpty()) {
			return Optional.empty();
		}
		CallScope scope = CallScope.until(clock.instant().plus(provider.deadline())).reading();
		return Optional.of(provider.preview(target, patch.desired(), scope));
	}

	/**
	 * Refuses what forgetting the integration would refuse.
	 * @throws ProblemException with {@code integration.not-found},
	 * {@code integration.changed-meanwhile} or {@code change.in-progress}
	 */
	public void forgetting(IntegrationRef ref, @Nullable ExpectedVersion expectedVersion) {
		Integration known = store.find(ref).orElseThrow(() -> Integrations.unknown(ref));
		Forgetting.check(known, changes.open(ref), expectedVersion);
	}

}
