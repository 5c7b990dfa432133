package io.switchgear.simulator;

import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicBoolean;

import io.switchgear.simulator.RootFiIntegration.Settings;
import org.jspecify.annotations.Nullable;

/** RootFi, on a port of the loopback address unless told otherwise. */
public final class RootFiSimulator extends ProviderSimulator {

	private final RootFiIntegrations integrations;

	private final AtomicBoolean masking;

	private RootFiSimulator(RootFiApi api, InetSocketAddress address, Clock clock) {
		super(api, address, clock);
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
		return start(apiKey, loopback(port), clock);
	}

	public static RootFiSimulator start(String apiKey, InetSocketAddress address, Clock clock) {
		RootFiApi api = new RootFiApi(apiKey, new RootFiIntegrations(clock), new AtomicBoolean(), clock);
		return new RootFiSimulator(api, address, clock);
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
