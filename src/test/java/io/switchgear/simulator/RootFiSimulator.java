package io.switchgear.simulator;

import java.time.Clock;
import java.util.concurrent.atomic.AtomicBoolean;

import io.switchgear.simulator.RootFiIntegration.Settings;
import org.jspecify.annotations.Nullable;

/** RootFi on a local port. */
public final class RootFiSimulator extends ProviderSimulator {

	private final RootFiIntegrations integrations;

	private final AtomicBoolean masking;

	private RootFiSimulator(RootFiApi api, int port, Clock clock) {
		super(api, port, clock);
		this.integrations = api.integrations();
		this.masking = api.masking();
	}

	public static RootFiSimulator start(String apiKey) {
		return start(apiKey, 0);
	}

	public static RootFiSimulator start(String apiKey, int port) {
		return start(apiKey, port, Clock.systemUTC());
	}

	public static RootFiSimulator start(String apiKey, int port, Clock clock) {
		RootFiApi api = new RootFiApi(apiKey, new RootFiIntegrations(clock), new AtomicBoolean(), clock);
		return new RootFiSimulator(api, port, clock);
	}

	public RootFiSimulator add(long id, String type, String clientId, String clientSecret, boolean disabled,
			@Nullable Boolean identity) {
		integrations.add(id, type, new Settings(clientId, clientSecret, disabled, identity));
		return this;
	}

	public RootFiIntegration get(long id) {
		return integrations.find(id).orElseThrow();
	}

	/**
	 * Switches the integration as its owner would in RootFi's own dashboard, without a
	 * request.
	 */
	public void flip(long id, boolean disabled) {
		integrations.flip(id, disabled);
	}

	/**
	 * Whether answers to GET and PUT show no more of a secret than its last four
	 * characters.
	 */
	public void maskSecrets(boolean masked) {
		masking.set(masked);
	}

	@Override
	public void reset() {
		super.reset();
		maskSecrets(false);
	}

}
