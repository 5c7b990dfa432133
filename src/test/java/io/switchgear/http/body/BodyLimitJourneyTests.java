package io.switchgear.http.body;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import io.switchgear.support.Answer;
import io.switchgear.support.Journey;
import io.switchgear.support.TestIssuer;
import io.switchgear.support.Wire;
import jakarta.servlet.ServletContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/** How large bodies may be, and that nobody reads one that is not JSON. */
class BodyLimitJourneyTests extends Journey {

	private static final int LARGEST = 64 * 1024;

	private static final int MAX_BATCH = 1024 * 1024;

	private static final String MULTIPART = "multipart/form-data; boundary=x";

	private static final String FORM = "application/x-www-form-urlencoded";

	@Autowired
	private ServletWebServerApplicationContext gateway;

	@AfterEach
	void noProviderWasCalledAndNothingWasWritten() throws IOException {
		assertThat(whisk.journal().count() + rootfi.journal().count()).isZero();
		assertThat(jdbc.sql("select count(*) from change").query(Long.class).single()).isZero();
		assertThat(written()).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "POST, /v1/integrations/rootfi/1234/disable, " + LARGEST,
			"PATCH, /v1/integrations/rootfi/1234, " + LARGEST, "PUT, /v1/providers/rootfi/hold, " + LARGEST,
			"POST, /v1/changes/019ac0de-0000-7000-8000-000000000002/cancel, " + LARGEST,
			"POST, /v1/batches, " + MAX_BATCH })
	void refusesBodiesThatAreTooLarge(String method, String path, int limit) {
		Answer announced = send(method + " " + path, "Content-Length: " + (limit + 1), json(limit + 1));
		assertThat(announced.isProblem("request.too-large")).as(announced.body()).isTrue();
		if (!path.endsWith("/cancel")) {
			Answer chunked = send(method + " " + path, "Transfer-Encoding: chunked", chunked(json(limit + 1)));
			assertThat(chunked.isProblem("request.too-large")).as(chunked.body()).isTrue();
			assertThat(send(method + " " + path, "Content-Length: " + limit, json(limit)).isProblem("request.invalid"))
				.isTrue();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "/v1/providers", "/problems/request.invalid", "/nowhere" })
	void refusesThemBeforeItAsksWhoIsCalling(String path) {
		try (Wire wire = Wire.to(baseUrl())) {
			String[] head = { "POST " + path + " HTTP/1.1", "Content-Type: application/json",
					"Content-Length: " + (LARGEST + 1) };
			assertThat(wire.send("", head).answer().isProblem("request.too-large")).isTrue();
		}
	}

	@Test
	void letsTheConsoleSendBatchesOfTheSameSize() {
		Answer largest = send("POST /console/v1/batches", "Content-Length: " + MAX_BATCH, json(MAX_BATCH));
		assertThat(largest.isProblem("request.too-large")).as(largest.body()).isFalse();
		int more = MAX_BATCH + 1;
		assertThat(
				send("POST /console/v1/batches", "Content-Length: " + more, json(more)).isProblem("request.too-large"))
			.isTrue();
	}

	@Test
	void answersCallersWhoReadOnlyAfterTheyHaveSentEverything() {
		String body = json(MAX_BATCH * 3 / 2);
		Answer announced = send("POST /v1/batches", "Content-Length: " + body.length(), body);
		assertThat(announced.isProblem("request.too-large")).isTrue();
		assertThat(send("POST /v1/batches", "Transfer-Encoding: chunked", chunked(body)).isProblem("request.too-large"))
			.isTrue();
	}

	@Test
	void saysThatItClosesTheConnectionOfABodyThatNobodyRead() {
		String body = json(LARGEST);
		try (Wire wire = Wire.to(baseUrl())) {
			String[] head = { "POST /v1/batches HTTP/1.1", "Content-Length: " + body.length() };
			Answer answer = wire.send(body, head).answer();
			assertThat(answer.isProblem("auth.required")).isTrue();
			assertThat(answer.header("Connection")).isEqualTo("close");
			wire.awaitEnd();
		}
	}

	@ParameterizedTest
	@CsvSource({ "POST /v1/integrations/rootfi/1234/disable, " + FORM,
			"PUT /v1/integrations/rootfi/1234/disable, " + FORM, "PATCH /v1/integrations/rootfi/1234, " + FORM,
			"DELETE /v1/integrations/rootfi/1234, " + FORM, "POST /problems/request.invalid, " + FORM,
			"POST /problems/request.invalid, " + MULTIPART, "PUT /problems/request.invalid, " + MULTIPART,
			"POST /v1/batches, " + MULTIPART, "POST /error, " + MULTIPART })
	void answersBeforeAFormHasCome(String call, String type) {
		try (Wire wire = Wire.to(baseUrl())) {
			wire.send("--x\r\nContent-Disposition: form-data; name=\"f\"; filename=\"f\"\r\n\r\n" + "a".repeat(20_000),
					call + " HTTP/1.1", "Content-Type: " + type, "Content-Length: 30000");
			assertThat(wire.answer().status()).isIn(401, 404, 405);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { FORM, MULTIPART })
	void answersBeforeAFormHasComeFromACaller(String type) {
		try (Wire wire = Wire.to(baseUrl())) {
			wire.send("a=".repeat(10_000),
					head("POST /v1/batches", "Content-Type: " + type + "|Content-Length: 30000"));
			assertThat(wire.answer().isProblem("request.unsupported-media-type")).isTrue();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { FORM, MULTIPART })
	void answersBeforeAFormHasComeWhereItIsManaged(String type) {
		try (Wire wire = Wire.to("http://127.0.0.1:" + gateway.getEnvironment().getProperty("local.management.port"))) {
			wire.send("a=".repeat(10_000), "POST /actuator/circuitbreakers HTTP/1.1", "Content-Type: " + type,
					"Content-Length: 30000");
			assertThat(wire.answer().status()).isEqualTo(401);
		}
	}

	@Test
	void asksForNoBodyThatItWillNotRead() {
		try (Wire wire = Wire.to(baseUrl())) {
			wire.send("", "POST /v1/batches HTTP/1.1", "Content-Type: application/json", "Content-Length: 30000",
					"Expect: 100-continue");
			assertThat(wire.answer().isProblem("auth.required")).isTrue();
		}
		try (Wire wire = Wire.to(baseUrl())) {
			wire.send("", head("POST /v1/integrations/rootfi/1234/disable",
					"Content-Length: " + (LARGEST + 1) + "|Expect: 100-continue"));
			assertThat(wire.answer().isProblem("request.too-large")).isTrue();
		}
	}

	@Test
	void asksForABodyThatItWillRead() {
		try (Wire wire = Wire.to(baseUrl())) {
			wire.send("", head("PATCH /v1/integrations/rootfi/1234", "Content-Length: 2|Expect: 100-continue"));
			assertThat(wire.answer().status()).isEqualTo(100);
			assertThat(wire.write("[]").answer().isProblem("request.invalid")).isTrue();
		}
	}

	@Test
	void listsAHundredOfTheErrorsOfABody() {
		StringBuilder body = new StringBuilder("{");
		for (int member = 0; member < 90_000; member++) {
			body.append('"').append(Integer.toString(member, 36)).append("\":1,");
		}
		body.append("\"action\":\"enable\"}");
		Answer answer = send("POST /v1/batches", "Content-Length: " + body.length(), body.toString());
		assertThat(answer.isProblem("request.invalid")).isTrue();
		assertThat(answer.json().path("errors").size()).isEqualTo(100);
		assertThat(answer.json().path("detail").asString()).endsWith("(and 90000 more)");
	}

	@Test
	void listsAHundredOfTheWrongIdsOfABatch() {
		String body = "{\"action\": \"enable\", \"integrations\": [" + "\"rootfi/x\",".repeat(9999) + "\"rootfi/x\"]}";
		Answer answer = send("POST /v1/batches", "Content-Length: " + body.length(), body);
		assertThat(answer.json().path("errors").size()).isEqualTo(100);
		assertThat(answer.json().path("detail").asString()).endsWith("(and 9999 more)");
	}

	private List<Path> written() throws IOException {
		ServletContext context = Objects.requireNonNull(gateway.getServletContext());
		try (Stream<Path> files = Files.walk(((File) context.getAttribute(ServletContext.TEMPDIR)).toPath())) {
			return files.filter(Files::isRegularFile).toList();
		}
	}

	private Answer send(String call, String headers, String body) {
		try (Wire wire = Wire.to(baseUrl())) {
			return wire.send(body, head(call, headers)).answer();
		}
	}

	private static String[] head(String call, String headers) {
		String token = TestIssuer.shared()
			.token("billing-service", "integrations:read", "integrations:write", "providers:manage");
		String type = headers.startsWith("Content-Type") ? "" : "Content-Type: application/json|";
		return (call + " HTTP/1.1|Authorization: Bearer " + token + "|" + type + headers).split("\\|", -1);
	}

	private static String json(int size) {
		String frame = "{\"reason\": \"\"}";
		return frame.substring(0, frame.length() - 2) + "x".repeat(size - frame.length()) + "\"}";
	}

	private static String chunked(String body) {
		return Integer.toHexString(body.length()) + "\r\n" + body + "\r\n0\r\n\r\n";
	}

}
