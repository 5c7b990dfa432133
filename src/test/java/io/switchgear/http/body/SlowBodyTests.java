package io.switchgear.http.body;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import io.switchgear.support.OwnGateway;
import io.switchgear.support.TestIssuer;
import io.switchgear.support.Wire;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/** Callers who send their bodies byte by byte, on as many connections as there are. */
class SlowBodyTests {

	private static final int MAX_CONNECTIONS = 20;

	private static final String TOKEN = TestIssuer.shared()
		.token("billing-service", "integrations:read", "integrations:write");

	@ParameterizedTest
	@CsvSource({ "300", "60000" })
	void loseTheirConnectionsToWhoeverWaitsForOne(long pauseMillis) {
		try (OwnGateway own = new OwnGateway("slow_bodies_" + pauseMillis)) {
			ConfigurableApplicationContext gateway = own.start(
					List.of("server.tomcat.connection-timeout=1s", "server.tomcat.max-connections=" + MAX_CONNECTIONS));
			String url = "http://127.0.0.1:" + gateway.getEnvironment().getProperty("local.server.port");
			ScheduledExecutorService slowness = Executors.newSingleThreadScheduledExecutor();
			List<Wire> slow = new ArrayList<>();
			List<Future<?>> sending = new ArrayList<>();
			try {
				for (int index = 0; index < MAX_CONNECTIONS; index++) {
					Wire wire = open(url, index);
					slow.add(wire);
					sending.add(slowness.scheduleAtFixedRate(() -> wire.write("1\r\n \r\n"), pauseMillis, pauseMillis,
							TimeUnit.MILLISECONDS));
				}
				try (Wire waiting = Wire.to(url)) {
					waiting.send("", "GET /v1/providers HTTP/1.1", "Authorization: Bearer " + TOKEN);
					assertThat(waiting.answer().status()).isEqualTo(200);
				}
				slow.forEach(Wire::awaitEnd);
			}
			finally {
				sending.forEach((bytes) -> bytes.cancel(true));
				slowness.shutdown();
				slow.forEach(Wire::close);
			}
			assertThat(own.rootfi().journal().count()).isZero();
		}
	}

	/**
	 * With and without a token, in chunks and announced, to what reads a body and to what
	 * does not.
	 */
	private static Wire open(String url, int index) {
		String length = (index % 2 == 0) ? "Content-Length: 30000" : "Transfer-Encoding: chunked";
		String token = (index % 4 < 2) ? "Authorization: Bearer " + TOKEN : "X-Nothing: at all";
		String call = (index % 8 < 4) ? "PATCH /v1/integrations/rootfi/1234" : "GET /v1/providers";
		return Wire.to(url).send("", call + " HTTP/1.1", "Content-Type: application/json", length, token);
	}

}
