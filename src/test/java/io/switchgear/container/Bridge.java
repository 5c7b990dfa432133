package io.switchgear.container;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.util.Objects;

import com.github.dockerjava.api.model.ContainerNetwork;
import org.testcontainers.containers.GenericContainer;

/** Docker's default network, over which containers reach this machine and each other. */
final class Bridge {

	private static final String NAME = "bridge";

	private Bridge() {
	}

	/**
	 * Where this machine can listen so that containers beside that one reach it, and
	 * nobody else does. An engine in a virtual machine leads them to the loopback
	 * address.
	 */
	static InetAddress hostAddress(GenericContainer<?> container) {
		InetAddress gateway = gateway(container);
		return isHere(gateway) ? gateway : InetAddress.getLoopbackAddress();
	}

	/** How a container names what listens at the host's address. */
	static String url(String url) {
		return url.replace(InetAddress.getLoopbackAddress().getHostAddress(), "host.docker.internal");
	}

	/**
	 * Where this machine reaches that port of the container: without Docker's proxy,
	 * which accepts connections that the container refuses, unless there is no other way.
	 */
	static InetSocketAddress reach(GenericContainer<?> container, int port) {
		if (isHere(gateway(container))) {
			return new InetSocketAddress(InetAddress.ofLiteral(addressOf(container)), port);
		}
		return new InetSocketAddress(InetAddress.getLoopbackAddress(), container.getMappedPort(port));
	}

	static String addressOf(GenericContainer<?> container) {
		return Objects.requireNonNull(network(container).getIpAddress());
	}

	private static InetAddress gateway(GenericContainer<?> container) {
		return InetAddress.ofLiteral(Objects.requireNonNull(network(container).getGateway()));
	}

	private static ContainerNetwork network(GenericContainer<?> container) {
		return Objects.requireNonNull(container.getContainerInfo().getNetworkSettings().getNetworks().get(NAME));
	}

	private static boolean isHere(InetAddress address) {
		try {
			return NetworkInterface.getByInetAddress(address) != null;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
