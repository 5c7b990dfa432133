package io.switchgear.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import io.switchgear.connector.Capability;
import io.switchgear.connector.Desired;
import io.switchgear.connector.ListedIntegration;
import io.switchgear.connector.Preview;
import io.switchgear.connector.ProviderState;
import io.switchgear.connector.Target;
import io.switchgear.outbound.CallScope;
import io.switchgear.problem.ProblemCode;
import io.switchgear.problem.ProblemException;
import io.switchgear.provider.Provider;
import io.switchgear.simulator.ProviderSimulator;
import io.switchgear.support.ConnectedProviders;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** A connector on the real outbound stack, and the words to speak of it. */
final class ConnectorBench implements AutoCloseable {

	private static final String PATIENT = "patient";

	private static final String HASTY = "hasty";

	private final ConnectorUnderTest subject;

	private final ConnectedProviders providers;

	ConnectorBench(ConnectorUnderTest subject) {
		this.subject = subject;
		this.providers = ConnectedProviders.start(settings(), subject.configuration().toArray(Class<?>[]::new));
	}

	private List<String> settings() {
		List<String> settings = new ArrayList<>();
		for (String name : List.of(PATIENT, HASTY)) {
			settings.addAll(
					ConnectedProviders.settings(name, subject.type(), subject.simulator().baseUrl(), subject.apiKey()));
			subject.ownSettings()
				.forEach((key, value) -> settings.add("switchgear.providers.%s.%s=%s".formatted(name, key, value)));
			settings.add("resilience4j.circuitbreaker.instances." + name + ".base-config=default");
			settings.add("resilience4j.circuitbreaker.instances." + name + ".minimum-number-of-calls=100000");
		}
		settings.add("switchgear.providers." + HASTY + ".deadline=2s");
		settings.add("resilience4j.timelimiter.instances." + HASTY + ".timeout-duration=300ms");
		return settings;
	}

	ConnectorUnderTest subject() {
		return subject;
	}

	ProviderSimulator simulator() {
		return subject.simulator();
	}

	Provider provider() {
		return providers.get(PATIENT);
	}

	boolean can(Capability capability) {
		return provider().description().can(capability);
	}

	ProviderState switched(String id, boolean enabled) {
		return changed(provider(), id, Desired.switched(enabled));
	}

	/** With little patience for a provider that does not answer. */
	ProviderState switchedInHaste(String id, boolean enabled) {
		return changed(providers.get(HASTY), id, Desired.switched(enabled));
	}

	ProviderState changed(String id, Desired desired) {
		return changed(provider(), id, desired);
	}

	private static ProviderState changed(Provider provider, String id, Desired desired) {
		provider.check(desired);
		return provider.apply(target(provider, id), desired, ConnectedProviders.scopeFor(provider));
	}

	Preview previewed(String id, Desired desired) {
		return provider().preview(target(provider(), id), desired, ConnectedProviders.scopeFor(provider()));
	}

	ProviderState read(String id) {
		CallScope scope = ConnectedProviders.scopeFor(provider());
		return provider().read(target(provider(), id), scope);
	}

	void list(Consumer<ListedIntegration> found) {
		provider().list(null, found, ConnectedProviders.scopeFor(provider()));
	}

	private static Target target(Provider provider, String id) {
		return new Target(provider.ref(id), Map.of());
	}

	ProblemException assertRefused(ProblemCode code, ThrowingCallable call) {
		ProblemException refused = catchThrowableOfType(ProblemException.class, call);
		assertThat(refused).as("expected %s", code).isNotNull();
		assertThat(refused.code()).isEqualTo(code);
		return refused;
	}

	void assertRefusedUnsent(ProblemCode code, ThrowingCallable call) {
		assertRefused(code, call);
		assertThat(simulator().journal().count()).isZero();
	}

	@Override
	public void close() {
		providers.close();
	}

}
