package io.switchgear.connector.http;

import java.util.List;
import java.util.Map;

import io.switchgear.contract.ConnectorContract;
import io.switchgear.contract.ConnectorUnderTest;
import io.switchgear.simulator.ProviderSimulator;
import io.switchgear.simulator.WhiskSimulator;

/** Whisk by a descriptor fulfils what Whisk in Java does. */
class WhiskByDescriptorContractTests extends ConnectorContract {

	private static final String KEY = "whisk-key-0815";

	private static final String ID = "5f0c4f6e-3b1a-4a57-9a52-0d6c1f1e2a3b";

	WhiskByDescriptorContractTests() {
		super(new Whisk(WhiskSimulator.start(KEY)));
	}

	private record Whisk(WhiskSimulator provider) implements ConnectorUnderTest {

		@Override
		public String type() {
			return "http";
		}

		@Override
		public Map<String, String> ownSettings() {
			return Map.of("descriptor", Descriptors.ofTests("whisk"));
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
		public String writeMethod() {
			return "POST";
		}

		@Override
		public String plant(boolean enabled) {
			provider.add(ID, "INTEGRATION_TYPE_SHOPIFY", enabled);
			return ID;
		}

		@Override
		public boolean enabled(String id) {
			return provider.enabled(id);
		}

		@Override
		public String missingId() {
			return ID.replace('5', '6');
		}

		@Override
		public List<String> impossibleIds() {
			return List.of("", "1234", ID.replace("-", ""), ID + "0", " " + ID, "{" + ID + "}", ID.replace('f', 'g'));
		}

	}

}
