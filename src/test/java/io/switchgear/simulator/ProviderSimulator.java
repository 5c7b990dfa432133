package io.switchgear.simulator;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;

/**
 * A provider on a port of this machine that keeps state, remembers every request and
 * fails as scripted.
 */
public abstract class ProviderSimulator implements AutoCloseable {

	private final Journal journal = new Journal();

	private final Faults faults = new Faults();

	private final ProviderApi api;

	private final InetSocketAddress address;

	private final SimulatorServer server;

	protected ProviderSimulator(ProviderApi api, int port, Clock clock) {
		this(api, loopback(port), clock);
	}

	protected ProviderSimulator(ProviderApi api, InetSocketAddress address, Clock clock) {
		this.api = api;
		this.address = address;
		this.server = new SimulatorServer(address, new Reception(api, faults, journal, clock));
	}

	/** Where the provider listens, without a trailing slash. */
	public URI baseUrl() {
		String host = address.getAddress().isAnyLocalAddress() ? "127.0.0.1" : address.getAddress().getHostAddress();
		return URI.create("http://%s:%d".formatted(host, port()));
	}

	static InetSocketAddress loopback(int port) {
		return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
	}

	public int port() {
		return server.port();
	}

	public Journal journal() {
		return journal;
	}

	/**
	 * The next requests meet these faults, one each and in order, before any standing
	 * fault.
	 */
	public void next(Fault... upcoming) {
		faults.next(upcoming);
	}

	/** Every request meets this fault until recovery. */
	public void always(Fault fault) {
		faults.always(fault);
	}

	/** Every request of that HTTP method meets this fault until recovery. */
	public void when(String method, Fault fault) {
		faults.when(method, fault);
	}

	/** Drops all faults and closes the connections of requests that hang. */
	public void recover() {
		faults.recover();
	}

	/** Recovers, and forgets every request and every integration. */
	public void reset() {
		recover();
		journal.clear();
		api.clear();
	}

	@Override
	public void close() {
		server.close();
	}

}
