package io.switchgear.contract.beacon;

import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.switchgear.simulator.ProviderApi;
import io.switchgear.simulator.ProviderSimulator;
import io.switchgear.simulator.Received;
import io.switchgear.simulator.Reply;

/** The provider of beacons on a local port. */
final class BeaconSimulator extends ProviderSimulator {

	private final Map<String, Boolean> beacons;

	private BeaconSimulator(Map<String, Boolean> beacons, String key, String passphrase) {
		super(new Api(beacons, key, passphrase), 0, Clock.systemUTC());
		this.beacons = beacons;
	}

	static BeaconSimulator start(String key, String passphrase) {
		return new BeaconSimulator(new ConcurrentHashMap<>(), key, passphrase);
	}

	void add(String id, boolean lit) {
		beacons.put(id, lit);
	}

	boolean lit(String id) {
		return beacons.getOrDefault(id, false);
	}

	private record Api(Map<String, Boolean> beacons, String key, String passphrase) implements ProviderApi {

		@Override
		public Reply answer(Received request) {
			String id = request.path().substring(request.path().lastIndexOf('/') + 1);
			if (!key.equals(request.header("X-Beacon-Key"))
					|| !passphrase.equals(request.header("X-Beacon-Passphrase"))) {
				return json(401, "{\"reason\": \"key\"}");
			}
			if (!request.method().equals("PUT") || beacons.replace(id, request.body().contains("true")) == null) {
				return json(404, "{\"reason\": \"unknown\"}");
			}
			return json(200, "{\"lit\": %s, \"colour\": \"red\"}".formatted(beacons.get(id)));
		}

		private static Reply json(int status, String body) {
			return new Reply(status, "application/json", body, Map.of());
		}

		@Override
		public void clear() {
			beacons.clear();
		}

	}

}
