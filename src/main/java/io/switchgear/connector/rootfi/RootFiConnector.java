package io.switchgear.connector.rootfi;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.switchgear.connector.Capability;
import io.switchgear.connector.ConnectorDescription;
import io.switchgear.connector.Desired;
import io.switchgear.connector.Preview;
import io.switchgear.connector.ProviderConnector;
import io.switchgear.connector.ProviderError;
import io.switchgear.connector.ProviderState;
import io.switchgear.connector.Sighting;
import io.switchgear.connector.Target;
import io.switchgear.connector.rootfi.RootFiWire.Answer;
import io.switchgear.connector.rootfi.RootFiWire.Integration;
import io.switchgear.connector.rootfi.RootFiWire.Update;
import io.switchgear.credential.Secret;
import io.switchgear.outbound.CallScope;
import io.switchgear.problem.Problem;
import io.switchgear.problem.ProblemCode;
import io.switchgear.problem.ProblemException;
import io.switchgear.problem.ProviderAnswer;
import org.jspecify.annotations.Nullable;

/**
 * RootFi knows one write, a full replacement. What a change leaves open is therefore
 * filled in from what RootFi has at that moment. Only a credential that RootFi masks or
 * omits is taken from what is stored here.
 */
final class RootFiConnector implements ProviderConnector {

	static final String CLIENT_ID = "clientId";

	static final String CLIENT_SECRET = "clientSecret";

	static final String USE_PROVIDER_IDENTITY = "useProviderIdentity";

	static final ConnectorDescription DESCRIPTION = new ConnectorDescription("rootfi",
			Set.of(Capability.SWITCH, Capability.READ, Capability.UPDATE_SETTINGS, Capability.UPDATE_CREDENTIALS),
			Map.of(USE_PROVIDER_IDENTITY, Boolean.class), Set.of(CLIENT_ID, CLIENT_SECRET));

	private static final Pattern INTEGER = Pattern.compile("[1-9][0-9]{0,15}");

	private static final long MAX_ID = (1L << 53) - 1;

	private final RootFiApi api;

	RootFiConnector(RootFiApi api) {
		this.api = api;
	}

	@Override
	public ConnectorDescription description() {
		return DESCRIPTION;
	}

	@Override
	public Optional<String> canonicalId(String externalId) {
		return (INTEGER.matcher(externalId).matches() && Long.parseLong(externalId) <= MAX_ID) ? Optional.of(externalId)
				: Optional.empty();
	}

	@Override
	public String idForm() {
		return "an integer from 1 to " + MAX_ID + ", written in plain digits";
	}

	@Override
	public ProviderState apply(Target target, Desired desired) {
		Update update = complete(target, desired);
		Answer answer = api.update(target.ref().externalId(), update);
		return state(target, answer);
	}

	@Override
	public boolean readsBeforeWriting(Desired desired) {
		return true;
	}

	@Override
	public Preview preview(Target target, Desired desired) {
		Update update = complete(target, desired);
		Map<String, @Nullable Object> body = new LinkedHashMap<>();
		body.put("client_id", Secret.of(update.clientId()).hint());
		body.put("client_secret", Secret.of(update.clientSecret()).wireForm());
		body.put("is_disabled", update.isDisabled());
		body.put("is_rootfi_identity", update.isRootfiIdentity());
		return new Preview("PUT", "/integrations/" + target.ref().externalId(), body, List.of(Preview.Check.values()));
	}

	@Override
	public ProviderState read(Target target) {
		return state(target, api.get(target.ref().externalId()));
	}

	@Override
	public ProviderError errorIn(int status, String body) {
		return RootFiErrors.read(body);
	}

	private Update complete(Target target, Desired desired) {
		Answer answer = api.get(target.ref().externalId());
		Integration current = dataOf(target, answer);
		Sighting.report(state(target, answer));
		return new Update(credential(target, desired, CLIENT_ID, current),
				credential(target, desired, CLIENT_SECRET, current), isDisabled(target, desired, current),
				isRootfiIdentity(desired, current));
	}

	private static String credential(Target target, Desired desired, String name, Integration current) {
		Secret given = desired.credentials().get(name);
		if (given == null) {
			Secret shown = shown(current, name);
			given = (shown != null && !shown.looksMasked()) ? shown : standIn(target, name, current);
		}
		if (given == null || given.looksMasked()) {
			throw Problem.of(ProblemCode.CREDENTIALS_REQUIRED,
					"RootFi wants %s with each write; it was not given, RootFi does not show it, and none is stored that is known to be in use"
						.formatted(name))
				.withProvider(ProviderAnswer.none(target.ref().provider()))
				.asException();
		}
		return given.reveal();
	}

	/**
	 * What is stored, unless RootFi shows enough to tell that it was replaced there: a
	 * switch must not put an old secret back. A secret belongs to its identifier.
	 */
	private static @Nullable Secret standIn(Target target, String name, Integration current) {
		boolean replaced = Stream.of(CLIENT_ID, name).anyMatch((member) -> {
			Secret stored = target.storedCredentials().get(member);
			Secret shown = shown(current, member);
			return stored != null && shown != null && !stored.mayBeShownAs(shown);
		});
		return replaced ? null : target.storedCredentials().get(name);
	}

	private static @Nullable Secret shown(Integration current, String name) {
		String value = name.equals(CLIENT_ID) ? current.clientId() : current.clientSecret();
		return (value != null) ? Secret.of(value) : null;
	}

	private static boolean isDisabled(Target target, Desired desired, Integration current) {
		if (desired.enabled() != null) {
			return !desired.enabled();
		}
		if (current.isDisabled() == null) {
			throw invalid(target, "RootFi does not say whether the integration is disabled");
		}
		return current.isDisabled();
	}

	private static @Nullable Boolean isRootfiIdentity(Desired desired, Integration current) {
		return desired.settings().containsKey(USE_PROVIDER_IDENTITY)
				? (Boolean) desired.settings().get(USE_PROVIDER_IDENTITY) : current.isRootfiIdentity();
	}

	private static ProviderState state(Target target, @Nullable Answer answer) {
		Integration data = dataOf(target, answer);
		Map<String, String> credentials = new LinkedHashMap<>();
		hint(credentials, CLIENT_ID, data.clientId(), Secret::hint);
		hint(credentials, CLIENT_SECRET, data.clientSecret(), Secret::wireForm);
		Map<String, Object> settings = (data.isRootfiIdentity() != null)
				? Map.of(USE_PROVIDER_IDENTITY, data.isRootfiIdentity()) : Map.of();
		return new ProviderState((data.isDisabled() != null) ? !data.isDisabled() : null, data.typeName(), settings,
				credentials, (answer != null) ? answer.requestId() : null);
	}

	private static void hint(Map<String, String> hints, String name, @Nullable String value,
			Function<Secret, String> form) {
		if (value != null && !value.isBlank()) {
			Secret secret = Secret.of(value);
			hints.put(name, secret.looksMasked() ? secret.wireForm() : form.apply(secret));
		}
	}

	private static Integration dataOf(Target target, @Nullable Answer answer) {
		if (answer == null || answer.data() == null) {
			throw invalid(target, "RootFi reported success without the integration");
		}
		conceal(answer.data().clientId());
		conceal(answer.data().clientSecret());
		return answer.data();
	}

	private static void conceal(@Nullable String value) {
		if (value != null) {
			CallScope.current().conceal(Secret.of(value));
		}
	}

	private static ProblemException invalid(Target target, String detail) {
		return Problem.of(ProblemCode.PROVIDER_INVALID_RESPONSE, detail)
			.withProvider(ProviderAnswer.none(target.ref().provider()))
			.asException();
	}

}
