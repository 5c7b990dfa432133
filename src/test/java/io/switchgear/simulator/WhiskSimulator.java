package io.switchgear.simulator;

import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.NoSuchElementException;

import io.switchgear.simulator.WhiskIntegrations.WhiskIntegration;

/** Whisk Studio, on a port of the loopback address unless told otherwise. */
public final class WhiskSimulator extends ProviderSimulator {

	private final WhiskIntegrations integrations;

	private WhiskSimulator(WhiskApi api, InetSocketAddress address, Clock clock) {
		super(api, address, clock);
		this.integrations = api.integrations();
	}

	public static WhiskSimulator start(String apiKey) {
		return start(apiKey, 0);
	}

	public static WhiskSimulator start(String apiKey, int port) {
		return start(apiKey, port, Clock.systemUTC());
	}

	public static WhiskSimulator start(String apiKey, int port, Clock clock) {
		return start(apiKey, loopback(port), clock);
	}

	public static WhiskSimulator start(String apiKey, InetSocketAddress address, Clock clock) {
		return new WhiskSimulator(new WhiskApi(apiKey, new WhiskIntegrations(clock)), address, clock);
	}

	public WhiskSimulator add(String id, String type, boolean enabled) {
		integrations.add(id, type, enabled);
		return this;
	}

	/** Takes it away, as its owner would in Whisk Studio itself. */
	public void remove(String id) {
		integrations.remove(id);
	}

	/** Lists so many on each page from now on, until it is reset. */
	public WhiskSimulator pages(int size) {
		integrations.pageSize(size);
		return this;
	}

	public boolean enabled(String id) {
		WhiskIntegration integration = integrations.find(id);
		if (integration == null) {
			throw new NoSuchElementException("No integration " + id);
		}
		return integration.enabled();
	}

	/**
	 * Switches the integration as its owner would in Whisk Studio itself, without a
	 * request.
	 */
	public void flip(String id, boolean enabled) {
		if (!integrations.flip(id, enabled)) {
			throw new NoSuchElementException("No integration " + id);
		}
	}

}
