package io.switchgear.connector.http;

import io.switchgear.credential.Secret;

import java.util.List;
import java.util.Map;

import io.switchgear.contract.ConnectorContract;
import io.switchgear.contract.ConnectorUnderTest;
import io.switchgear.simulator.ProviderSimulator;
import io.switchgear.simulator.RootFiSimulator;

/** RootFi by a descriptor fulfils what RootFi in Java does. */
class RootFiByDescriptorContractTests extends ConnectorContract {

	private static final String KEY = "rootfi-key-0815";

	private static final String SECRET = "planted-at-rootfi-4711";

	RootFiByDescriptorContractTests() {
		super(new RootFi(RootFiSimulator.start(KEY)));
	}

	private record RootFi(RootFiSimulator provider) implements ConnectorUnderTest {

		@Override
		public String type() {
			return "http";
		}

		@Override
		public Map<String, String> ownSettings() {
			return Map.of("descriptor", Descriptors.ofTests("rootfi"));
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
			return "PUT";
		}

		@Override
		public String plant(boolean enabled) {
			provider.add(1234, "ZOHO_BOOKS", "planted-client-0001", SECRET, !enabled, false);
			return "1234";
		}

		@Override
		public boolean enabled(String id) {
			return !provider.get(Long.parseLong(id)).disabled();
		}

		@Override
		public String missingId() {
			return "9007199254740991";
		}

		@Override
		public List<String> impossibleIds() {
			return List.of("", "0", "-1", "+1", "01", "1.0", "1e3", "9007199254740992", "99999999999999999999", "١",
					"1 ", "ZOHO");
		}

		@Override
		public Map<String, Object> otherSettings() {
			return Map.of("useProviderIdentity", true);
		}

		@Override
		public Map<String, Secret> otherCredentials() {
			return Map.of("clientId", Secret.of("given-client-0002"), "clientSecret", Secret.of("given-secret-0002"));
		}

		@Override
		public List<String> plantedSecrets() {
			return List.of(SECRET);
		}

	}

}
