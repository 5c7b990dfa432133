package io.switchgear.connector.whisk;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;

import io.switchgear.connector.Capability;
import io.switchgear.connector.ConnectorDescription;
import io.switchgear.connector.Desired;
import io.switchgear.connector.ListedIntegration;
import io.switchgear.connector.Preview;
import io.switchgear.connector.ProviderConnector;
import io.switchgear.connector.ProviderError;
import io.switchgear.connector.ProviderState;
import io.switchgear.connector.Target;
import io.switchgear.connector.whisk.WhiskWire.Integration;
import io.switchgear.connector.whisk.WhiskWire.StateUpdate;
import io.switchgear.connector.whisk.WhiskWire.StateUpdated;
import io.switchgear.problem.Problem;
import io.switchgear.problem.ProblemCode;
import io.switchgear.problem.ProblemException;
import io.switchgear.problem.ProviderAnswer;
import org.jspecify.annotations.Nullable;
import org.springframework.core.codec.DecodingException;

/** Whisk Studio can switch integrations and list them, nothing more. */
final class WhiskConnector implements ProviderConnector {

	static final ConnectorDescription DESCRIPTION = new ConnectorDescription("whisk",
			Set.of(Capability.SWITCH, Capability.READ, Capability.LIST), Map.of(), Set.of());

	private static final Pattern UUID = Pattern
		.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");

	// Bounds the reading of a list that never ends.
	private static final int MAX_PAGES = 50;

	private final WhiskApi api;

	private final boolean verify;

	WhiskConnector(WhiskApi api, boolean verify) {
		this.api = api;
		this.verify = verify;
	}

	@Override
	public ConnectorDescription description() {
		return DESCRIPTION;
	}

	@Override
	public Optional<String> canonicalId(String externalId) {
		return UUID.matcher(externalId).matches() ? Optional.of(externalId.toLowerCase(Locale.ROOT)) : Optional.empty();
	}

	@Override
	public String idForm() {
		return "a UUID";
	}

	@Override
	public ProviderState apply(Target target, Desired desired) {
		boolean enabled = Objects.requireNonNull(desired.enabled());
		StateUpdated answer = api.updateState(StateUpdate.of(target.ref().externalId(), enabled));
		if (answer != null && answer.contradictsSuccess()) {
			throw problem(target, ProblemCode.PROVIDER_INVALID_RESPONSE,
					"Whisk reported success and an error in one answer");
		}
		return verify ? read(target) : new ProviderState(enabled, null, Map.of(), Map.of(), null);
	}

	@Override
	public Preview preview(Target target, Desired desired) {
		StateUpdate update = StateUpdate.of(target.ref().externalId(), Objects.requireNonNull(desired.enabled()));
		return new Preview("POST", "/integrations/v1/update/state",
				Map.of("integration_id", update.integrationId(), "status", update.status()),
				List.of(Preview.Check.ID, Preview.Check.PERMISSION));
	}

	@Override
	public ProviderState read(Target target) {
		String after = null;
		for (int page = 0; page < MAX_PAGES; page++) {
			byte[] answer = api.get(after);
			if (answer == null) {
				throw problem(target, ProblemCode.PROVIDER_INVALID_RESPONSE, "Whisk reported success without a list");
			}
			List<Integration> matches = new ArrayList<>(1);
			after = WhiskList.read(answer, (item) -> {
				if (target.ref().externalId().equalsIgnoreCase(item.id())) {
					matches.add(item);
				}
			});
			if (!matches.isEmpty()) {
				return stateOf(matches.getFirst());
			}
			if (after == null) {
				break;
			}
		}
		throw problem(target, ProblemCode.PROVIDER_INTEGRATION_NOT_FOUND,
				"Whisk does not list the integration " + target.ref());
	}

	@Override
	public Optional<String> list(@Nullable String cursor, Consumer<ListedIntegration> found) {
		byte[] answer = api.getToImport(cursor);
		if (answer == null) {
			throw new DecodingException("Whisk reported success without a list");
		}
		return Optional.ofNullable(WhiskList.read(answer,
				(item) -> found.accept(new ListedIntegration(Objects.requireNonNull(item.id()), stateOf(item)))));
	}

	private static ProviderState stateOf(Integration listed) {
		return new ProviderState(listed.enabled(), listed.typeName(), Map.of(), Map.of(), null);
	}

	@Override
	public ProviderError errorIn(int status, String body) {
		return WhiskErrors.read(body);
	}

	@Override
	public Optional<ProblemCode> codeOf(int status, ProviderError error) {
		return WhiskErrors.codeOf(error);
	}

	private static ProblemException problem(Target target, ProblemCode code, String detail) {
		return Problem.of(code, detail).withProvider(ProviderAnswer.none(target.ref().provider())).asException();
	}

}
