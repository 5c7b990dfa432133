package io.switchgear.change.apply;

import io.switchgear.change.store.Begun;
import io.switchgear.connector.Capability;
import io.switchgear.connector.Desired;
import io.switchgear.connector.ProviderState;
import io.switchgear.connector.Sighting;
import io.switchgear.outbound.CallScope;
import io.switchgear.problem.Problem;
import io.switchgear.problem.ProblemCode;
import io.switchgear.problem.ProblemException;
import io.switchgear.provider.Provider;

/** What has to be true at the provider before a change that depends on it is written. */
final class Expectation {

	private Expectation() {
	}

	/**
	 * Reads the provider. If it cannot be read, what it last said counts.
	 * @throws ProblemException with {@code revert.changed-at-provider}, or as
	 * {@link Provider#read}
	 */
	static void require(Begun begun, Desired expected, Provider provider, CallScope scope) {
		if (!provider.description().can(Capability.READ)) {
			if (!begun.integration().isLastSeenAs(expected)) {
				throw changed("%s cannot be read, and what it last said is not what the batch left"
					.formatted(provider.name()));
			}
			return;
		}
		ProviderState state = read(begun, provider, scope);
		Sighting.report(state);
		if (!expected.isVisibleIn(state)) {
			throw changed("%s does not show what the batch left".formatted(provider.name()));
		}
	}

	private static ProviderState read(Begun begun, Provider provider, CallScope scope) {
		try {
			return provider.read(begun.target(), scope);
		}
		catch (ProblemException ex) {
			if (ex.problem().code() == ProblemCode.PROVIDER_INTEGRATION_NOT_FOUND) {
				throw changed("%s does not have the integration any more".formatted(provider.name()));
			}
			throw ex;
		}
	}

	private static ProblemException changed(String detail) {
		return Problem.of(ProblemCode.REVERT_CHANGED_AT_PROVIDER, detail).asException();
	}

}
