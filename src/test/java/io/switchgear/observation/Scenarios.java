package io.switchgear.observation;

import java.time.Duration;

import io.switchgear.simulator.Fault;
import io.switchgear.support.Journey;
import org.junit.jupiter.api.AfterEach;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;

import static org.awaitility.Awaitility.await;

/** Makes everything happen that can be seen in a metric, and leaves it standing. */
abstract class Scenarios extends Journey {

	private static final Duration SOON = Duration.ofSeconds(30);

	private static final int ENOUGH_TO_OPEN_THE_BREAKER = 12;

	@LocalManagementPort
	protected int managementPort;

	protected Scrape scrapeAfterEverything() {
		succeedAndRetry();
		drift();
		failToImport();
		failAtTheProvider();
		failToDecrypt();
		openTheBreaker();
		waitOnHold();
		return await().atMost(SOON)
			.until(() -> Scrape.of(managementPort),
					(now) -> now.sum("switchgear_batch_items{state=\"pending\"}") > 0
							&& now.sum("switchgear_changes_oldest_age_seconds{provider=\"whisk\"}") > 0
							&& now.sum("switchgear_integrations_drifted{provider=\"whisk\"}") > 0);
	}

	@AfterEach
	void letGo() {
		hold("whisk", false);
		hold("rootfi", false);
	}

	private void succeedAndRetry() {
		long id = rootFiIntegration();
		rootfi.next(Fault.answer(503));
		post("/v1/integrations/rootfi/" + id + "/disable", "{\"reason\": \"incident 4711\"}").expectStatus().isOk();
		whisk.next(Fault.none());
		post("/v1/integrations/whisk/" + whiskIntegration() + "/disable", "{}").expectStatus().isOk();
	}

	private void drift() {
		String id = whiskIntegration();
		post("/v1/integrations/whisk/" + id + "/disable", "{}").expectStatus().isOk();
		whisk.flip(id, true);
		caller().get().uri("/v1/integrations/whisk/{id}?fresh=true", id).exchange().expectStatus().isOk();
	}

	private void failToImport() {
		whisk.always(Fault.answer(200, "text/html", "<html/>"));
		post("/v1/providers/whisk/import", "").expectStatus().isEqualTo(202);
		await().atMost(SOON).until(() -> Scrape.of(managementPort), (now) -> now.sum("switchgear_import_failed") > 0);
		whisk.recover();
	}

	private void failAtTheProvider() {
		rootfi.always(Fault.answer(401));
		post("/v1/integrations/rootfi/1234/enable", "{}").expectStatus().isEqualTo(502);
		rootfi.recover();
		post("/v1/integrations/rootfi/99/enable", "{}").expectStatus().isNotFound();
	}

	private void failToDecrypt() {
		storeCredentials();
		jdbc.sql("update integration set credentials = :garbled where external_id = '1234'")
			.param("garbled", new byte[40])
			.update();
		post("/v1/integrations/rootfi/1234/enable", "{}").expectStatus().isOk();
		jdbc.sql("update integration set credentials = null").update();
	}

	private void openTheBreaker() {
		String id = whiskIntegration();
		whisk.always(Fault.answer(503));
		for (int call = 0; call < ENOUGH_TO_OPEN_THE_BREAKER; call++) {
			post("/v1/integrations/whisk/" + id + "/disable", "{}").expectStatus().is5xxServerError();
		}
		whisk.recover();
	}

	private void waitOnHold() {
		hold("whisk", true);
		hold("rootfi", true);
		caller().post()
			.uri("/v1/integrations/whisk/{id}/disable", whiskIntegration())
			.header("Prefer", "respond-async")
			.exchange()
			.expectStatus()
			.isEqualTo(202);
		post("/v1/batches", "{\"action\": \"disable\", \"integrations\": [\"rootfi/1\", \"rootfi/2\"]}").expectStatus()
			.isEqualTo(202);
	}

	private void hold(String provider, boolean placed) {
		if (placed) {
			caller().put()
				.uri("/v1/providers/{provider}/hold", provider)
				.contentType(MediaType.APPLICATION_JSON)
				.body("{\"reason\": \"incident 4711\"}")
				.exchange()
				.expectStatus()
				.isOk();
		}
		else {
			caller().delete().uri("/v1/providers/{provider}/hold", provider).exchange();
		}
	}

	private RestTestClient.ResponseSpec post(String path, String body) {
		return caller().post().uri(path).contentType(MediaType.APPLICATION_JSON).body(body).exchange();
	}

}
