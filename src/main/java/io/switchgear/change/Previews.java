package io.switchgear.change;

import java.time.Clock;
import java.util.Optional;

import io.switchgear.connector.IntegrationRef;
import io.switchgear.connector.Preview;
import io.switchgear.connector.Target;
import io.switchgear.integration.ExpectedVersion;
import io.switchgear.integration.IntegrationStore;
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

	private final Rows rows;

	private final Clock clock;

	Previews(Providers providers, IntegrationStore store, Rows rows, Clock clock) {
		this.providers = providers;
		this.store = store;
		this.rows = rows;
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
		Target target = rows.target(ref, patch);
		if (patch.desired().isEmpty()) {
			return Optional.empty();
		}
		CallScope scope = CallScope.until(clock.instant().plus(provider.deadline())).reading();
		return Optional.of(provider.preview(target, patch.desired(), scope));
	}

}
