package io.switchgear.provider;

import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.switchgear.support.Journey;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootVersion;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.test.web.servlet.client.RestTestClient;

import static org.assertj.core.api.Assumptions.assumeThat;

class HealthJourneyTests extends Journey {

	@LocalManagementPort
	private int managementPort;

	@Autowired
	private CircuitBreakerRegistry breakers;

	@Test
	void listsWhatItIsMadeOf() {
		assumeThat(getClass().getResource("/META-INF/sbom/application.cdx.json")).as("made by Maven while online")
			.isNotNull();
		management("/actuator/sbom/application").expectStatus()
			.isOk()
			.expectBody()
			.jsonPath("$.bomFormat")
			.isEqualTo("CycloneDX")
			.jsonPath("$.components[?(@.name == 'spring-boot')].version")
			.isEqualTo(SpringBootVersion.getVersion());
	}

	@Test
	void tellsHowEachProviderIsDoingAndStaysReadyWhateverTheyDo() {
		breakers.circuitBreaker("whisk").transitionToOpenState();
		putOnHold("rootfi");
		health("providers").expectStatus()
			.isOk()
			.expectBody()
			.jsonPath("$.status")
			.isEqualTo("UP")
			.jsonPath("$.components.provider.details.whisk.circuitBreaker")
			.isEqualTo("open")
			.jsonPath("$.components.provider.details.rootfi.onHold")
			.isEqualTo(true);
		health("readiness").expectStatus().isOk();
		health("liveness").expectStatus().isOk();
		liftHold("rootfi");
	}

	@Test
	void remembersWhenAProviderLastAnswered() {
		caller().get()
			.uri("/v1/integrations/whisk/{id}?fresh=true", whiskIntegration())
			.exchange()
			.expectStatus()
			.isOk();
		health("providers").expectBody().jsonPath("$.components.provider.details.whisk.lastSuccess").exists();
	}

	private RestTestClient.ResponseSpec health(String group) {
		return RestTestClient.bindToServer()
			.baseUrl("http://127.0.0.1:" + managementPort)
			.build()
			.get()
			.uri("/actuator/health/" + group)
			.exchange();
	}

	private RestTestClient.ResponseSpec management(String path) {
		return caller().mutate().baseUrl("http://127.0.0.1:" + managementPort).build().get().uri(path).exchange();
	}

}
