package io.switchgear.contract.beacon;

import java.util.List;

import io.switchgear.contract.ConnectorContract;
import io.switchgear.contract.ConnectorUnderTest;
import io.switchgear.simulator.ProviderSimulator;

/** Shows that a connector written by the book fulfils the contract. */
class BeaconContractTests extends ConnectorContract {

	BeaconContractTests() {
		super(new Beacons(BeaconSimulator.start("beacon-key-0815")));
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
			return "beacon-key-0815";
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
