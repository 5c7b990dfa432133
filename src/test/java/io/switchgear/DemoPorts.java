package io.switchgear;

import java.io.IOException;
import java.io.Serial;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Locale;

import org.jspecify.annotations.Nullable;
import org.springframework.core.env.PropertyResolver;

/** Where the parts of the demonstration listen; 0 is any free port. */
record DemoPorts(int gateway, int management, int issuer, int whisk, int rootfi, int svix) {

	private static final String GATEWAY = "server.port";

	private static final String MANAGEMENT = "management.server.port";

	private static final String ISSUER = "demo.issuer-port";

	private static final String WHISK = "demo.whisk-port";

	private static final String ROOTFI = "demo.rootfi-port";

	private static final String SVIX = "demo.svix-port";

	static DemoPorts free() {
		return new DemoPorts(0, 0, 0, 0, 0, 0);
	}

	static DemoPorts from(PropertyResolver settings) {
		return new DemoPorts(port(settings, GATEWAY, 8080), port(settings, MANAGEMENT, 8081),
				port(settings, ISSUER, 9000), port(settings, WHISK, 9101), port(settings, ROOTFI, 9102),
				port(settings, SVIX, 9103));
	}

	/** Says in one line which port is taken and how to choose another. */
	void requireFree() {
		requireFree(gateway, GATEWAY, null);
		requireFree(management, MANAGEMENT, null);
		InetAddress loopback = InetAddress.ofLiteral("127.0.0.1");
		requireFree(issuer, ISSUER, loopback);
		requireFree(whisk, WHISK, loopback);
		requireFree(rootfi, ROOTFI, loopback);
		requireFree(svix, SVIX, loopback);
	}

	private static int port(PropertyResolver settings, String name, int preset) {
		String value = settings.getProperty(name, Integer.toString(preset));
		if (!value.matches("\\d{1,5}") || Integer.parseInt(value) > 65535) {
			throw new Unusable("%s is not a port: %s".formatted(variable(name), value));
		}
		return Integer.parseInt(value);
	}

	private static void requireFree(int port, String name, @Nullable InetAddress address) {
		try (ServerSocket socket = new ServerSocket()) {
			socket.bind(new InetSocketAddress(address, port));
		}
		catch (IOException ex) {
			throw new Unusable("Port %d is taken: free it, or choose another by the environment variable %s"
				.formatted(port, variable(name)));
		}
	}

	private static String variable(String name) {
		return name.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
	}

	/** A port that the demonstration cannot have. */
	static final class Unusable extends RuntimeException {

		@Serial
		private static final long serialVersionUID = 1L;

		Unusable(String message) {
			super(message);
		}

	}

}
