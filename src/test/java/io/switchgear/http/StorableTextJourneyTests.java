package io.switchgear.http;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;

import io.switchgear.support.Answer;
import io.switchgear.support.Journey;
import io.switchgear.support.TestIssuer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Which text is taken, wherever it may be stored, and that nothing is repaired. */
class StorableTextJourneyTests extends Journey {

	private static final String ROOTFI = "/v1/integrations/rootfi/1234";

	@AfterEach
	void noProviderWasCalledAndNothingWasWritten() {
		assertThat(whisk.journal().count() + rootfi.journal().count()).isZero();
		assertThat(jdbc.sql("select (select count(*) from change) + (select count(*) from provider_hold)")
			.query(Long.class)
			.single()).isZero();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			textBlock = """
					POST  | /v1/integrations/rootfi/1234/disable | {"reason": "%s"}                                               | /reason
					PATCH | /v1/integrations/rootfi/1234         | {"displayName": "%s"}                                          | /displayName
					PATCH | /v1/integrations/rootfi/1234         | {"labels": {"team": "%s"}}                                     | /labels/team
					PATCH | /v1/integrations/rootfi/1234         | {"labels": {"%s": "a"}}                                        | /labels/
					PATCH | /v1/integrations/rootfi/1234         | {"settings": {"useProviderIdentity": "%s"}}                    | /settings/useProviderIdentity
					PATCH | /v1/integrations/rootfi/1234         | {"settings": {"%s": true}}                                     | /settings/
					PATCH | /v1/integrations/rootfi/1234         | {"credentials": {"clientSecret": "abc%sdef"}}                  | /credentials/clientSecret
					PATCH | /v1/integrations/rootfi/1234         | {"credentials": {"%s": "abcdef"}}                              | /credentials/
					PATCH | /v1/integrations/rootfi/1234         | {"%s": "a"}                                                    | /
					PUT   | /v1/providers/rootfi/hold            | {"reason": "%s"}                                               | /reason
					POST  | /v1/batches                          | {"action": "disable", "reason": "%s", "integrations": ["rootfi/1"]} | /reason
					POST  | /v1/batches                          | {"action": "%s", "integrations": ["rootfi/1"]}                 | /action
					POST  | /v1/batches                          | {"action": "disable", "integrations": ["rootfi/%s"]}           | /integrations/0
					POST  | /v1/batches                          | {"action": "disable", "integrations": ["%s"]}                  | /integrations/0
					POST  | /v1/batches                          | {"action": "disable", "selector": {"q": "%s"}}                 | /selector/q
					POST  | /v1/batches                          | {"action": "disable", "selector": {"provider": "%s"}}          | /selector/provider
					POST  | /v1/batches                          | {"action": "disable", "selector": {"labels": {"team": "%s"}}}  | /selector/labels/team
					POST  | /v1/batches                          | {"action": "disable", "selector": {"labels": {"%s": "a"}}}     | /selector/labels/
					""")
	void refusesHalfACharacterAndControlCharactersWhereverTextIsStored(String method, String path, String body,
			String pointer) {
		for (String bad : new String[] { "a\\ud83db", "\\ude00", "\\ude00\\ud83d", "a\\u0000", "a\\nb", "\\u009f" }) {
			Answer answer = Answer
				.to(request(method, path).method(method, BodyPublishers.ofString(body.formatted(bad))));
			// Names with half a character are no JSON to the parser.
			if (!answer.isProblem("request.malformed") || !body.contains("\"%s\":")) {
				assertThat(answer.isProblem("request.invalid")).as(answer.body()).isTrue();
				assertThat(answer.json().at("/errors/0/pointer").asString()).as(bad).startsWith(pointer);
			}
		}
	}

	@Test
	void refusesHalfACharacterHoweverItIsWritten() {
		for (byte[] half : new byte[][] { { (byte) 0xed, (byte) 0xa0, (byte) 0xbd },
				{ (byte) 0xf4, (byte) 0x90, (byte) 0x80, (byte) 0x80 } }) {
			byte[] body = ("{\"reason\": \"" + new String(half, StandardCharsets.ISO_8859_1) + "\"}")
				.getBytes(StandardCharsets.ISO_8859_1);
			Answer answer = Answer.to(request("POST", ROOTFI + "/disable").POST(BodyPublishers.ofByteArray(body)));
			assertThat(answer.status()).as(answer.body()).isIn(400, 422);
		}
		for (String path : new String[] { "/v1/integrations?q=%ed%a0%bd", "/v1/integrations?label=a:%ed%a0%bd",
				"/v1/changes?actor=%ed%a0%bd" }) {
			Answer answer = Answer.to(request("GET", path).GET());
			assertThat(answer.status()).as(answer.body()).isIn(400, 422);
		}
		Answer answer = Answer.to(request("PATCH", ROOTFI + "?reason=%ed%a0%bd").method("PATCH",
				BodyPublishers.ofString("{\"displayName\": \"Zoho\"}")));
		assertThat(answer.status()).as(answer.body()).isIn(400, 422);
	}

	@ParameterizedTest
	@ValueSource(strings = { "plughxyzzy\\n", "plugh\\r\\nxyzzy", " plughxyzzy", "plughxyzzy ", "\\tplughxyzzy",
			"plugh\\u0000xyzzy", "\\ufeffplughxyzzy", "plughxyzzy\\u00a0", "plugh\\u200bxyzzy", "plugh\\u2028xyzzy",
			"plugh\\u007f", "plugh\\u0085xyzzy" })
	void refusesCredentialsThatSomethingElseCameAlongWith(String value) {
		for (String name : new String[] { "clientId", "clientSecret" }) {
			Answer answer = refused(request("PATCH", ROOTFI).method("PATCH",
					BodyPublishers.ofString("{\"credentials\": {\"%s\": \"%s\"}}".formatted(name, value))));
			assertThat(answer.json().at("/errors/0/pointer").asString()).isEqualTo("/credentials/" + name);
			assertThat(answer.body()).doesNotContain("plugh");
		}
	}

	private static Answer refused(HttpRequest.Builder request) {
		Answer answer = Answer.to(request);
		assertThat(answer.status()).as(answer.body()).isEqualTo(422);
		assertThat(answer.isProblem("request.invalid")).as(answer.body()).isTrue();
		return answer;
	}

	private HttpRequest.Builder request(String method, String path) {
		return HttpRequest.newBuilder(URI.create(baseUrl() + path))
			.header("Content-Type", method.equals("PATCH") ? "application/merge-patch+json" : "application/json")
			.header("Authorization", "Bearer " + TestIssuer.shared()
				.token("billing-service", "integrations:read", "integrations:write", "providers:manage"));
	}

}
