package io.switchgear.contract.beacon;

import java.util.List;
import java.util.Map;

import io.switchgear.contract.ConnectorContract;
import io.switchgear.contract.ConnectorUnderTest;
import io.switchgear.simulator.ProviderSimulator;

/** Shows that a connector written by the book fulfils the contract. */
class BeaconContractTests extends ConnectorContract {

	private static final String KEY = "beacon-key-0815";

	private static final String PASSPHRASE = "beacon-passphrase-4711";

	BeaconContractTests() {
		super(new Beacons(BeaconSimulator.start(KEY, PASSPHRASE)));
	}

	private record Beacons(BeaconSimulator provider) implements ConnectorUnderTest {

		@Override
		public String type() {
			return "beacon";
		}

		@Override
		public ProviderSimulator simulator() {
			return provider;
		}

		@Override
		public String apiKey() {
			return KEY;
		}

		@Override
		public Map<String, String> ownSettings() {
			return Map.of("harbour", "7", "passphrase", PASSPHRASE);
		}

		@Override
		public List<String> ownSecrets() {
			return List.of(PASSPHRASE);
		}

		@Override
		public String writeMethod() {
			return "PUT";
		}

		@Override
		public String plant(boolean enabled) {
			provider.add("north", enabled);
			return "north";
		}

		@Override
		public boolean enabled(String id) {
			return provider.lit(id);
		}

		@Override
		public String missingId() {
			return "south";
		}

		@Override
		public List<String> impossibleIds() {
			return List.of("", "North", "north/1", "..");
		}

		@Override
		public List<Class<?>> configuration() {
			return List.of(BeaconConfiguration.class);
		}

	}

}
