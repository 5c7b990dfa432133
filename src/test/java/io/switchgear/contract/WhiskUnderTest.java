package io.switchgear.contract;

import java.util.List;
import java.util.Map;

import io.switchgear.simulator.WhiskSimulator;

/**
 * Whisk, whatever calls it.
 *
 * @param type of the connector
 * @param ownSettings of the connector
 */
public record WhiskUnderTest(WhiskSimulator simulator, String type,
		Map<String, String> ownSettings) implements ConnectorUnderTest {

	private static final String KEY = "whisk-key-0815";

	private static final String ID = "5f0c4f6e-3b1a-4a57-9a52-0d6c1f1e2a3b";

	public static WhiskUnderTest start(String type, Map<String, String> ownSettings) {
		return new WhiskUnderTest(WhiskSimulator.start(KEY), type, ownSettings);
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
		simulator.add(ID, "INTEGRATION_TYPE_SHOPIFY", enabled);
		return ID;
	}

	@Override
	public boolean enabled(String id) {
		return simulator.enabled(id);
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
