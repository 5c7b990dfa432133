package io.switchgear.contract.beacon;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

import io.switchgear.connector.Capability;
import io.switchgear.connector.ConnectorDescription;
import io.switchgear.connector.Desired;
import io.switchgear.connector.Preview;
import io.switchgear.connector.ProviderConnector;
import io.switchgear.connector.ProviderError;
import io.switchgear.connector.ProviderState;
import io.switchgear.connector.Target;
import io.switchgear.contract.beacon.BeaconWire.Beacon;
import io.switchgear.contract.beacon.BeaconWire.Light;

/** Beacons can be switched, but not looked at. */
final class BeaconConnector implements ProviderConnector {

	static final ConnectorDescription DESCRIPTION = new ConnectorDescription("beacon", Set.of(Capability.SWITCH),
			Map.of(), Set.of());

	private final BeaconApi api;

	private final int harbour;

	BeaconConnector(BeaconApi api, int harbour) {
		this.api = api;
		this.harbour = harbour;
	}

	@Override
	public ConnectorDescription description() {
		return DESCRIPTION;
	}

	@Override
	public Optional<String> canonicalId(String externalId) {
		return Optional.of(externalId).filter((id) -> id.matches("[a-z]{1,20}"));
	}

	@Override
	public String idForm() {
		return "one to twenty small letters";
	}

	@Override
	public ProviderState apply(Target target, Desired desired) {
		boolean lit = Objects.requireNonNull(desired.enabled());
		Beacon beacon = api.light(harbour, target.ref().externalId(), new Light(lit));
		return (beacon != null) ? new ProviderState(beacon.lit(), beacon.colour(), Map.of(), Map.of(), null)
				: new ProviderState(null, null, Map.of(), Map.of(), null);
	}

	@Override
	public Preview preview(Target target, Desired desired) {
		return new Preview("PUT", "/harbours/%d/beacons/%s".formatted(harbour, target.ref().externalId()),
				Map.of("lit", Objects.requireNonNull(desired.enabled())),
				List.of(Preview.Check.ID, Preview.Check.PERMISSION));
	}

	@Override
	public ProviderError errorIn(int status, String body) {
		return BeaconErrors.read(body);
	}

}
