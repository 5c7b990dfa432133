package io.switchgear.training;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.switchgear.simulator.RootFiSimulator;
import io.switchgear.simulator.WhiskSimulator;
import io.switchgear.support.TestIssuer;
import io.switchgear.support.TestKeyset;
import org.awaitility.Awaitility;

/**
 * Starts a gateway with all that it needs, sends it the usual requests for a while, and
 * ends it. What the JVM learns in the meantime is the gateway's own business, by the
 * command it was given.
 */
final class TrainingRun {

	private static final String KEY = "training";

	private static final int PORT = 8080;

	private static final int MANAGEMENT_PORT = 8081;

	private static final Duration START = Duration.ofMinutes(2);

	private static final Duration TRAFFIC = Duration.ofSeconds(30);

	private static final int ENOUGH = 500;

	private static final Duration END = Duration.ofMinutes(4);

	private TrainingRun() {
	}

	/**
	 * Trains one gateway.
	 * @param arguments the directory of the {@link TrainingDatabase}, and the command
	 * that starts the gateway
	 */
	public static void main(String[] arguments) {
		try {
			train(Path.of(arguments[0]), List.of(arguments).subList(1, arguments.length));
		}
		catch (IOException | InterruptedException | RuntimeException ex) {
			ex.printStackTrace();
			System.exit(1);
		}
		// Threads of the issuer would keep this process alive.
		System.exit(0);
	}

	private static void train(Path databaseDirectory, List<String> command) throws IOException, InterruptedException {
		TestIssuer issuer = TestIssuer.at(InetAddress.getLoopbackAddress());
		try (TrainingDatabase database = TrainingDatabase.start(databaseDirectory);
				WhiskSimulator whisk = WhiskSimulator.start(KEY);
				RootFiSimulator rootfi = RootFiSimulator.start(KEY);
				HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
			for (long id = TrainingTraffic.FIRST_ID; id < TrainingTraffic.FIRST_ID + TrainingTraffic.CALLERS; id++) {
				whisk.add(TrainingTraffic.whiskId(id), "INTEGRATION_TYPE_SHOPIFY", true);
				rootfi.add(id, "ZOHO_BOOKS", "1000.training", "training", false, true);
			}
			Process gateway = start(command, database, issuer, whisk, rootfi);
			Awaitility.await().atMost(START).until(() -> isReady(client, gateway));
			TrainingTraffic traffic = new TrainingTraffic(client, PORT,
					issuer.token("training", "integrations:read", "integrations:write"));
			traffic.startBatch();
			long served = traffic.run(TRAFFIC);
			System.out.printf("The training run served %d requests%n", served);
			if (served < ENOUGH) {
				throw new IllegalStateException("That is too few to learn from");
			}
			gateway.destroy();
			if (!gateway.waitFor(END.toSeconds(), TimeUnit.SECONDS)) {
				throw new IllegalStateException("The gateway does not end");
			}
		}
	}

	private static Process start(List<String> command, TrainingDatabase database, TestIssuer issuer,
			WhiskSimulator whisk, RootFiSimulator rootfi) throws IOException {
		ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
		Map<String, String> environment = builder.environment();
		environment.putAll(database.environment());
		environment.put("SERVER_PORT", String.valueOf(PORT));
		environment.put("MANAGEMENT_SERVER_PORT", String.valueOf(MANAGEMENT_PORT));
		environment.put("SPRING_SECURITY_OAUTH2_RESOURCESERVER_JWT_JWK_SET_URI", issuer.keysUrl());
		environment.put("SWITCHGEAR_KEYSET", TestKeyset.create());
		environment.put("SWITCHGEAR_PROVIDERS_WHISK_BASE_URL", whisk.baseUrl().toString());
		environment.put("WHISK_API_KEY", KEY);
		environment.put("SWITCHGEAR_PROVIDERS_ROOTFI_BASE_URL", rootfi.baseUrl().toString());
		environment.put("ROOTFI_API_KEY", KEY);
		return builder.start();
	}

	private static boolean isReady(HttpClient client, Process gateway) throws InterruptedException {
		if (!gateway.isAlive()) {
			throw new IllegalStateException("The gateway ended before it was ready");
		}
		try {
			HttpRequest request = HttpRequest
				.newBuilder(URI.create("http://127.0.0.1:" + MANAGEMENT_PORT + "/actuator/health/readiness"))
				.build();
			return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
		}
		catch (IOException ex) {
			return false;
		}
	}

}
