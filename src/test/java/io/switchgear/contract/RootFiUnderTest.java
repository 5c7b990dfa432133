package io.switchgear.contract;

import java.util.List;
import java.util.Map;

import io.switchgear.credential.Secret;
import io.switchgear.simulator.RootFiSimulator;

/**
 * RootFi, whatever calls it.
 *
 * @param type of the connector
 * @param ownSettings of the connector
 */
public record RootFiUnderTest(RootFiSimulator simulator, String type,
		Map<String, String> ownSettings) implements ConnectorUnderTest {

	private static final String KEY = "rootfi-key-0815";

	private static final String SECRET = "planted-at-rootfi-4711";

	public static RootFiUnderTest start(String type, Map<String, String> ownSettings) {
		return new RootFiUnderTest(RootFiSimulator.start(KEY), type, ownSettings);
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
		simulator.add(1234, "ZOHO_BOOKS", "planted-client-0001", SECRET, !enabled, false);
		return "1234";
	}

	@Override
	public boolean enabled(String id) {
		return !simulator.get(Long.parseLong(id)).disabled();
	}

	@Override
	public String missingId() {
		return "9007199254740991";
	}

	@Override
	public List<String> impossibleIds() {
		return List.of("", "0", "-1", "+1", "01", "1.0", "1e3", "9007199254740992", "99999999999999999999", "١", "1 ",
				"ZOHO");
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
