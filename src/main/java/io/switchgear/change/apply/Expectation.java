package io.switchgear.change.apply;

import io.switchgear.change.store.Begun;
import io.switchgear.connector.Capability;
import io.switchgear.connector.Desired;
import io.switchgear.connector.ProviderState;
import io.switchgear.connector.Sighting;
import io.switchgear.integration.Integration;
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
	 * Applies a change unless the provider shows something else than is expected. If it
	 * cannot be read, what it last said counts. Writes nothing if the provider shows that
	 * an earlier change has done it.
	 * @throws ProblemException with {@code revert.changed-at-provider}, or as
	 * {@link Provider#apply}
	 */
	static ProviderState apply(Begun begun, Begun.Expected expected, Provider provider, CallScope scope) {
		Desired desired = begun.patch().desired();
		boolean readable = provider.description().can(Capability.READ);
		try {
			if (readable && (expected.mayBeDone() || !provider.readsBeforeWriting(desired))) {
				ProviderState state = provider.read(begun.target(), scope);
				Sighting.report(state);
				if (expected.mayBeDone() && isDone(desired, state)) {
					return state;
				}
				require(expected.shown(), state, provider);
			}
			if (provider.readsBeforeWriting(desired)) {
				Sighting.expect((state) -> require(expected.shown(), state, provider));
			}
			else if (!readable && !isLastSeenAs(expected, begun)) {
				throw changed("%s cannot be read, and what it last said is not what the batch left"
					.formatted(provider.name()));
			}
			return provider.apply(begun.target(), desired, scope);
		}
		catch (ProblemException ex) {
			if (ex.code() == ProblemCode.PROVIDER_INTEGRATION_NOT_FOUND) {
				throw changed("%s does not have the integration any more".formatted(provider.name()));
			}
			throw ex;
		}
	}

	/** What was absent, being at the provider's default, is absent again. */
	private static boolean isDone(Desired desired, ProviderState state) {
		return desired.isVisibleIn(state) && desired.settings()
			.entrySet()
			.stream()
			.allMatch((setting) -> setting.getValue() != null || !state.settings().containsKey(setting.getKey()));
	}

	/** What is in doubt because of an earlier change may be written once more. */
	private static boolean isLastSeenAs(Begun.Expected expected, Begun begun) {
		Integration integration = begun.integration();
		boolean mayBeOwn = expected.mayBeDone()
				&& (integration.inDoubt() || integration.isLastSeenAs(begun.patch().desired()));
		return mayBeOwn || integration.isLastSeenAs(expected.shown());
	}

	private static void require(Desired expected, ProviderState state, Provider provider) {
		if (!expected.isVisibleIn(state)) {
			throw changed("%s does not show what the batch left".formatted(provider.name()));
		}
	}

	private static ProblemException changed(String detail) {
		return Problem.of(ProblemCode.REVERT_CHANGED_AT_PROVIDER, detail).asException();
	}

}
