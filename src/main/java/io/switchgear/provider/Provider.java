package io.switchgear.provider;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

import io.switchgear.connector.Capability;
import io.switchgear.connector.ConnectorDescription;
import io.switchgear.connector.Desired;
import io.switchgear.connector.IntegrationRef;
import io.switchgear.connector.ListedIntegration;
import io.switchgear.connector.Preview;
import io.switchgear.connector.ProviderConnector;
import io.switchgear.connector.ProviderSettings;
import io.switchgear.connector.ProviderState;
import io.switchgear.connector.Target;
import io.switchgear.outbound.CallFailed;
import io.switchgear.outbound.CallScope;
import io.switchgear.outbound.CallerLimit;
import io.switchgear.problem.Problem;
import io.switchgear.problem.ProblemCode;
import io.switchgear.problem.ProblemException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.codec.DecodingException;

/**
 * A configured provider. Everything that is the same for all connectors happens here:
 * refusing what the provider cannot do, the deadline, settling calls of unknown outcome,
 * and turning failures into problems.
 */
public final class Provider {

	// What is kept back from a write, so that its outcome can still be read when it got
	// no answer.
	private static final int WRITE_SHARE_PERCENT = 75;

	private static final Desired NOTHING = new Desired(null, Map.of(), Map.of());

	private final ProviderSettings settings;

	private final ProviderConnector connector;

	private final CallerLimit callers;

	private final Looks looks;

	private final Clock clock;

	private final FailureTranslation failures;

	Provider(ProviderSettings settings, ProviderConnector connector, CallerLimit callers, Looks looks, Clock clock) {
		this.settings = settings;
		this.connector = connector;
		this.callers = callers;
		this.looks = looks;
		this.clock = clock;
		this.failures = new FailureTranslation(settings.name(), connector);
	}

	public String name() {
		return settings.name();
	}

	public ConnectorDescription description() {
		return connector.description();
	}

	/** How long a logical call may take where the caller does not say. */
	public Duration deadline() {
		return settings.deadline();
	}

	/** How often it is looked at without anybody asking. */
	public Looks looks() {
		return looks;
	}

	/**
	 * Names an integration of this provider.
	 * @throws ProblemException with {@code request.invalid} if the provider can have no
	 * such id
	 */
	public IntegrationRef ref(String externalId) {
		return connector.canonicalId(externalId)
			.map((id) -> new IntegrationRef(name(), id))
			.orElseThrow(() -> Problem.invalid("externalId", "must be " + connector.idForm()).asException());
	}

	/**
	 * Refuses what the provider cannot do or be given. Calls nobody.
	 * @throws ProblemException with {@code capability.not-supported},
	 * {@code request.invalid} or {@code credentials.masked}
	 */
	public void check(Desired desired) {
		DesiredCheck.check(name(), description(), desired);
	}

	/**
	 * Does what a caller waits for, unless too many callers wait already.
	 * @param work empty if nothing came of it
	 * @throws ProblemException with {@code provider.busy}; nothing was done then
	 */
	public <T> Optional<T> admit(Supplier<Optional<T>> work) {
		return callers.admit(work, () -> failures.busy(callers.comeBackAfter()).asException());
	}

	/**
	 * Makes the integration as desired. Where the last attempt got no answer, the
	 * provider is asked what came of it.
	 * @param scope the deadline for all of it
	 * @throws ProblemException whose code says what happened; with
	 * {@code provider.timeout} it is not known whether the provider acted
	 */
	public ProviderState apply(Target target, Desired desired, CallScope scope) {
		boolean readable = description().can(Capability.READ);
		conceal(target, desired, scope);
		try {
			return (readable ? partOf(scope) : scope).run(() -> confirmed(desired, connector.apply(target, desired)));
		}
		catch (CallFailed failed) {
			ProblemException refusal = failures.translate(failed, scope).asException(failed);
			if (readable && failed.inDoubt() && desired.canBeProved()) {
				return settled(target, desired, scope, refusal);
			}
			throw refusal;
		}
		catch (DecodingException ex) {
			throw failures.undecodable();
		}
	}

	/** Whether {@link #apply} reads the integration before it writes that. */
	public boolean readsBeforeWriting(Desired desired) {
		return connector.readsBeforeWriting(desired);
	}

	/**
	 * What {@link #apply} would send; writes nothing.
	 * @throws ProblemException as {@link #apply} would before its write
	 */
	public Preview preview(Target target, Desired desired, CallScope scope) {
		conceal(target, desired, scope);
		return translating(scope, () -> connector.preview(target, desired));
	}

	/**
	 * Reads the integration as the provider has it.
	 * @throws ProblemException whose code says what happened
	 */
	public ProviderState read(Target target, CallScope scope) {
		if (!description().can(Capability.READ)) {
			throw Capability.READ.notSupportedBy(name());
		}
		conceal(target, NOTHING, scope);
		return translating(scope, () -> connector.read(target));
	}

	/**
	 * Reads one page of the provider's list. What has an id that it cannot have is left
	 * out.
	 * @param cursor what the page before returned, null for the first page
	 * @param found takes each as it is read, its id in the one form that is used here
	 * @return where the next page begins; empty if this is the last one
	 * @throws ProblemException whose code says what happened
	 */
	public Optional<String> list(@Nullable String cursor, Consumer<ListedIntegration> found, CallScope scope) {
		requireList();
		settings.secrets().forEach(scope::conceal);
		return translating(scope, () -> connector.list(cursor, (listed) -> connector.canonicalId(listed.externalId())
			.ifPresent((id) -> found.accept(new ListedIntegration(id, listed.state())))));
	}

	/**
	 * Refuses to list what the provider does not list.
	 * @throws ProblemException with {@code capability.not-supported}
	 */
	public void requireList() {
		if (!description().can(Capability.LIST)) {
			throw Capability.LIST.notSupportedBy(name());
		}
	}

	private <T> T translating(CallScope scope, CallScope.Work<T> work) {
		try {
			return scope.run(work);
		}
		catch (CallFailed failed) {
			throw failures.translate(failed, scope).asException(failed);
		}
		catch (DecodingException ex) {
			throw failures.undecodable();
		}
	}

	private CallScope partOf(CallScope scope) {
		return scope
			.noLaterThan(clock.instant().plus(scope.remaining(clock).multipliedBy(WRITE_SHARE_PERCENT).dividedBy(100)));
	}

	private void conceal(Target target, Desired desired, CallScope scope) {
		settings.secrets().forEach(scope::conceal);
		target.storedCredentials().values().forEach(scope::conceal);
		desired.credentials().values().forEach(scope::conceal);
	}

	private ProviderState settled(Target target, Desired desired, CallScope scope, ProblemException refusal) {
		try {
			ProviderState state = read(target, scope);
			if (desired.isProvedBy(state)) {
				return state;
			}
		}
		catch (ProblemException ex) {
			refusal.addSuppressed(ex);
		}
		throw refusal;
	}

	private ProviderState confirmed(Desired desired, ProviderState state) {
		if (desired.enabled() != null && state.enabled() == null) {
			throw failures
				.problem(ProblemCode.PROVIDER_INVALID_RESPONSE,
						"%s confirmed the write but does not show the state".formatted(name()))
				.asException();
		}
		if (!desired.isVisibleIn(state)) {
			throw failures
				.problem(ProblemCode.PROVIDER_STATE_MISMATCH,
						"%s confirmed the write but shows another state than asked for".formatted(name()))
				.asException();
		}
		return state;
	}

}
