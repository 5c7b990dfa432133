package io.switchgear.http;

import io.switchgear.support.Journey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;

import static org.assertj.core.api.Assertions.assertThat;

/** What parameters in the query do. */
class QueryJourneyTests extends Journey {

	@ParameterizedTest
	@CsvSource({ "POST, /v1/integrations/rootfi/1234/disable?dryrun=true",
			"PATCH, /v1/integrations/rootfi/1234?dry-run=true", "PUT, /v1/providers/rootfi/hold?dryRun=true",
			"DELETE, /v1/providers/rootfi/hold?dryRun=true", "POST, /v1/batches?dryrun=true" })
	void doesNothingWhereAWriteHasAParameterThatItDoesNotKnow(String method, String path) {
		rootFiIntegration();
		send(method, path, "{}").expectStatus()
			.isEqualTo(422)
			.expectBody()
			.jsonPath("$.errors[0].parameter")
			.isEqualTo(path.substring(path.indexOf('?') + 1, path.lastIndexOf('=')));
		assertThat(rootfi.journal().count()).isZero();
		assertThat(jdbc.sql("select (select count(*) from change) + (select count(*) from provider_hold)")
			.query(Long.class)
			.single()).isZero();
	}

	@ParameterizedTest
	@CsvSource({ "/v1/changes?batch=", "/v1/changes?batch", "/v1/changes?limit=" })
	void showsNoListWhereAParameterHasLostItsValue(String path) {
		send("GET", path, "").expectStatus()
			.isEqualTo(422)
			.expectBody()
			.jsonPath("$.errors[0].parameter")
			.isEqualTo(path.replaceAll(".*\\?([a-z]+).*", "$1"));
	}

	@Test
	void findsALabelWithACommaInIt() {
		rootFiIntegration();
		send("PATCH", "/v1/integrations/rootfi/1234", "{\"labels\": {\"csv\": \"a,b\"}}").expectStatus().isOk();
		caller().get()
			.uri("/v1/integrations?label={label}", "csv:a,b")
			.exchange()
			.expectBody()
			.jsonPath("$.items.length()")
			.isEqualTo(1);
	}

	private RestTestClient.ResponseSpec send(String method, String path, String body) {
		return caller().method(HttpMethod.valueOf(method))
			.uri(path)
			.contentType(MediaType.APPLICATION_JSON)
			.body(body)
			.exchange();
	}

}
