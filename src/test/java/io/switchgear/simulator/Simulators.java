package io.switchgear.simulator;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.concurrent.CountDownLatch;

/**
 * Both simulated providers as a program of their own, with an integration each, until it
 * is ended.
 */
final class Simulators {

	private Simulators() {
	}

	/**
	 * Takes its settings from the environment.
	 * @param arguments none are understood
	 */
	public static void main(String[] arguments) throws InterruptedException {
		InetAddress host = InetAddress.ofLiteral(setting("SIMULATORS_ADDRESS", "127.0.0.1"));
		WhiskSimulator whisk = WhiskSimulator.start(setting("WHISK_API_KEY", "demo-whisk-key"),
				new InetSocketAddress(host, port("WHISK_PORT", "9101")), Clock.systemUTC());
		RootFiSimulator rootfi = RootFiSimulator.start(setting("ROOTFI_API_KEY", "demo-rootfi-key"),
				new InetSocketAddress(host, port("ROOTFI_PORT", "9102")), Clock.systemUTC());
		whisk.add("3f2c1b7e-5d04-4b8e-9a51-0d6f2a7c9e10", "INTEGRATION_TYPE_SHOPIFY", true);
		rootfi.add(1234, "ZOHO_BOOKS", "1000.demonstration", "a-secret-of-the-demonstration", false, true);
		System.out.printf("Whisk listens on %s, RootFi on %s%n", whisk.baseUrl(), rootfi.baseUrl());
		new CountDownLatch(1).await();
	}

	private static int port(String name, String otherwise) {
		return Integer.parseInt(setting(name, otherwise));
	}

	private static String setting(String name, String otherwise) {
		return System.getenv().getOrDefault(name, otherwise);
	}

}
