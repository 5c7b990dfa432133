package io.switchgear.http;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.UUID;

import io.switchgear.support.Answer;
import io.switchgear.support.Journey;
import io.switchgear.support.TestIssuer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** What is refused at the edge, and that no provider hears of it. */
class BadInputJourneyTests extends Journey {

	private static final String ROOTFI = "/v1/integrations/rootfi/1234";

	@AfterEach
	void noProviderWasCalledAndNothingWasWritten() {
		assertThat(whisk.journal().count() + rootfi.journal().count()).isZero();
		assertThat(jdbc.sql("select count(*) from change").query(Long.class).single()).isZero();
	}

	@ParameterizedTest
	@ValueSource(strings = { "0", "-1", "+1", "1.0", "01", "1e3", "0x1", "9007199254740992", "99999999999999999999",
			"abc", "1%20", "%EF%BC%91" })
	void refusesWhatIsNoIdOfRootFi(String id) {
		refusesId("/v1/integrations/rootfi/" + id);
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "1234", "3f2c", "3f2cc9a18d5e4e0b9b7f1d2c3b4a5968", "{3f2cc9a1-8d5e-4e0b-9b7f-1d2c3b4a5968}",
					"3f2cc9a1-8d5e-4e0b-9b7f-1d2c3b4a596g", "3f2cc9a1-8d5e-4e0b-9b7f-1d2c3b4a5968%20" })
	void refusesWhatIsNoIdOfWhisk(String id) {
		refusesId("/v1/integrations/whisk/" + id.replace("{", "%7B").replace("}", "%7D"));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			{"reason": "why", "force": true}         | /force
			{"reason": 5}                            | /reason
			{"reason": {"text": "why"}}              | /reason
			{"reason": ""}                           | /reason
			{"reason": "a\\u0000b"}                  | /reason
			[]                                       | ``
			[{"reason": "why"}]                      | ``
			"why"                                    | ``
			5                                        | ``
			""")
	void refusesASwitchWhoseBodyIsWrong(String body, String pointer) {
		refused(post(ROOTFI + "/disable", BodyPublishers.ofString(body)), 422, "request.invalid", pointer);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			{"id": "rootfi/1"}                                | /id
			{"Enabled": true}                                 | /Enabled
			{"a/b~c": true}                                   | /a~1b~0c
			{"enabled": "false"}                              | /enabled
			{"enabled": 0}                                    | /enabled
			{"displayName": 5}                                | /displayName
			{"displayName": " "}                              | /displayName
			{"displayName": "a\\tb"}                          | /displayName
			{"labels": []}                                    | /labels
			{"labels": {"a b": "c"}}                          | /labels/a b
			{"labels": {"a": 5}}                              | /labels/a
			{"labels": {"a": "b\\u0000"}}                     | /labels/a
			{"settings": "x"}                                 | /settings
			{"settings": {"region": "eu"}}                    | /settings/region
			{"settings": {"useProviderIdentity": "yes"}}      | /settings/useProviderIdentity
			{"settings": {"useProviderIdentity": 1}}          | /settings/useProviderIdentity
			{"credentials": ["x"]}                            | /credentials
			{"credentials": {"clientSecret": 5}}              | /credentials/clientSecret
			{"credentials": {"apiKey": "a value"}}            | /credentials/apiKey
			[]                                                | ``
			null                                              | ``
			""")
	void refusesAPatchWhoseMembersAreWrong(String body, String pointer) {
		refused(patch(body), 422, "request.invalid", pointer);
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"credentials\": {\"clientSecret\": \"****abcd\"}}",
			"{\"credentials\": {\"clientSecret\": \"\"}}", "{\"credentials\": {\"clientSecret\": \"set\"}}" })
	void refusesSecretsThatAreOnlyWhatAFormShows(String body) {
		refused(patch(body), 422, "credentials.masked", "/credentials/clientSecret");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "{", "{\"enabled\": false", "{\"enabled\": false} x", "{\"enabled\": false} {}",
			"{\"enabled\": false, \"enabled\": true}", "{\"labels\": {\"a\": \"b\", \"a\": \"c\"}}", "{enabled: false}",
			"{\"enabled\": False}", "{'enabled': false}", "<enabled>false</enabled>", "{\"displayName\": \"a\tb\"}" })
	void refusesWhatIsNoJson(String body) {
		refused(patch(body), 400, "request.malformed");
	}

	@Test
	void refusesControlCharactersInReasonsEverywhere() {
		refused(post("/v1/batches", BodyPublishers.ofString("""
				{"action": "disable", "reason": "a\\u0000", "integrations": ["rootfi/1"]}""")), 422, "request.invalid",
				"/reason");
		refused(post("/v1/batches", BodyPublishers.ofString("""
				{"action": "disable", "selector": {"q": "a\\u0000"}}""")), 422, "request.invalid", "/selector/q");
		refused(request("PUT", "/v1/providers/rootfi/hold", BodyPublishers.ofString("""
				{"reason": "a\\u0000"}""")).header("Content-Type", "application/json"), 422, "request.invalid",
				"/reason");
	}

	@ParameterizedTest
	@ValueSource(strings = { "+294277-01-01T00:00:00Z", "+999999999-12-31T23:59:59Z", "-5000-01-01T00:00:00Z",
			"+10000-01-01T00:00:00Z", "-999999999-01-01T00:00:00Z", "9999-12-31T23:59:59-18:00" })
	void refusesTimesThatTheDatabaseOrCallersCannotRead(String time) {
		String inQuery = time.replace("+", "%2B");
		for (String list : List.of("/v1/changes", ROOTFI + "/changes")) {
			refused(get(list + "?since=" + inQuery), 422, "request.invalid", "since");
			refused(get(list + "?until=" + inQuery), 422, "request.invalid", "until");
		}
		refused(post(ROOTFI + "/disable", BodyPublishers.ofString("{\"notBefore\": \"%s\"}".formatted(time))), 422,
				"request.invalid", "/notBefore");
		refused(post("/v1/batches", BodyPublishers.ofString("""
				{"action": "disable", "integrations": ["rootfi/1"], "notBefore": "%s"}""".formatted(time))), 422,
				"request.invalid", "/notBefore");
		refused(request("PUT", "/v1/providers/rootfi/hold", BodyPublishers.ofString("""
				{"reason": "incident 4711", "until": "%s"}""".formatted(time))).header("Content-Type",
				"application/json"), 422, "request.invalid", "/until");
		String cursor = Base64.getUrlEncoder()
			.withoutPadding()
			.encodeToString((time + " rootfi/1").getBytes(StandardCharsets.UTF_8));
		refused(get("/v1/integrations?sort=updatedAt&cursor=" + cursor), 422, "request.invalid", "cursor");
	}

	@Test
	void refusesWhatIsNoUtf8() {
		byte[] body = "{\"displayName\": \"\u00ff\"}".getBytes(StandardCharsets.ISO_8859_1);
		refused(request("PATCH", ROOTFI, BodyPublishers.ofByteArray(body)).header("Content-Type", "application/json"),
				400, "request.malformed");
	}

	@Test
	void refusesJsonThatIsNestedTooDeeply() {
		refused(patch("{\"labels\": " + "[".repeat(5000) + "]".repeat(5000) + "}"), 400, "request.malformed");
	}

	@ParameterizedTest
	@ValueSource(strings = { "text/plain", "application/x-www-form-urlencoded", "application/xml", "*/*", "nonsense" })
	void refusesOtherMediaTypes(String type) {
		refused(request("PATCH", ROOTFI, BodyPublishers.ofString("{\"enabled\": false}")).header("Content-Type", type),
				415, "request.unsupported-media-type");
		refused(request("POST", ROOTFI + "/disable", BodyPublishers.ofString("{}")).header("Content-Type", type), 415,
				"request.unsupported-media-type");
	}

	@ParameterizedTest
	@ValueSource(strings = { "text/html", "application/xml", "nonsense" })
	void refusesCallersThatTakeNoJsonBeforeAnythingIsDone(String accepted) {
		rootFiIntegration();
		refused(post(ROOTFI + "/disable", BodyPublishers.noBody()).header("Accept", accepted), 406,
				"request.not-acceptable");
		refused(get("/v1/providers").header("Accept", accepted), 406, "request.not-acceptable");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/", "/v1", "/v1/nothing", "/v1/integrations/rootfi", "/v1/integrations/rootfi/1234/",
			"/v2/integrations", "/v1/Integrations", "/favicon.ico" })
	void knowsNoOtherPaths(String path) {
		refused(get(path), 404, "request.not-found");
	}

	@ParameterizedTest
	@CsvSource({ "PUT, /v1/integrations/rootfi/1234", "POST, /v1/integrations/rootfi/1234",
			"GET, " + ROOTFI + "/disable", "DELETE, /v1/providers/rootfi", "POST, /v1/changes", "TRACE, /v1/changes",
			"PATCH, /v1/integrations" })
	void namesTheMethodsWhereItRefusesOne(String method, String path) {
		Answer answer = refused(request(method, path, BodyPublishers.noBody()), 405, "request.method-not-allowed");
		assertThat(answer.header("Allow")).isNotBlank();
	}

	@ParameterizedTest
	@CsvSource({ "/v1/integrations?limit=0, limit", "/v1/integrations?limit=201, limit",
			"/v1/integrations?limit=ten, limit", "/v1/changes?limit=-1, limit", "/v1/integrations?cursor=!!!, cursor",
			"/v1/integrations?cursor=bm9zbGFzaA, cursor", "/v1/integrations?cursor=cm9vdGZpLwA, cursor",
			"/v1/changes?cursor=bm9zbGFzaA, cursor", "/v1/integrations?sync=maybe, sync",
			"/v1/integrations?enabled=maybe, enabled", "/v1/integrations?label=team, label",
			"/v1/integrations?label=:x, label", "/v1/integrations?label=, label",
			"/v1/integrations?label=a:1&label=a:2, label", "/v1/changes?state=gone, state",
			"/v1/changes?action=explode, action", "/v1/changes/4711, id",
			"/v1/integrations/rootfi/1234?fresh=maybe, fresh" })
	void refusesParametersThatAreWrong(String path, String name) {
		refused(get(path), 422, "request.invalid", name);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/v1/integrations?q=a%00", "/v1/integrations?q=%0d%0aX-Evil:1",
			"/v1/integrations?label=a:%00", "/v1/integrations?q=%ff", "/v1/changes?actor=%ff",
			"/v1/integrations?provider=%00", "/v1/changes?actor=%1b[31m", "/v1/integrations/rootfi/%00",
			"/v1/integrations/rootfi/12%0a34", "/v1/integrations/rootfi%2F1234", "/v1/integrations/rootfi/1;x=2",
			"/v1/integrations/rootfi/..%2f1" })
	void refusesControlCharactersAndPathsThatCanBeReadTwoWays(String path) {
		Answer answer = refused(get(path), 400, "request.malformed");
		assertThat(answer.json().path("detail").asString()).doesNotContainIgnoringCase("body");
	}

	@Test
	void refusesControlCharactersInTheReasonOfAPatch() {
		refused(request("PATCH", ROOTFI + "?reason=%00", BodyPublishers.ofString("{\"enabled\": false}"))
			.header("Content-Type", "application/json"), 400, "request.malformed");
	}

	@Test
	void refusesProvidersThatAreNotConfigured() {
		String path = "/v1/integrations/nobody/" + UUID.randomUUID();
		refused(get(path), 404, "provider.unknown");
		refused(post(path + "/enable", BodyPublishers.noBody()), 404, "provider.unknown");
	}

	@Test
	void takesARequestIdOnlyIfItIsASaneOne() {
		assertThat(Answer.to(get("/v1/providers").header("X-Request-Id", "billing-4711")).header("X-Request-Id"))
			.isEqualTo("billing-4711");
		assertThat(Answer.to(get("/v1/providers").header("X-Request-Id", "<b>\"x\"</b>")).header("X-Request-Id"))
			.matches("[0-9a-f-]{36}");
	}

	private void refusesId(String path) {
		refused(get(path), 422, "request.invalid", "externalId");
		refused(get(path + "?fresh=true"), 422, "request.invalid", "externalId");
		refused(get(path + "/changes"), 422, "request.invalid", "externalId");
		refused(post(path + "/enable", BodyPublishers.noBody()), 422, "request.invalid", "externalId");
		refused(request("PATCH", path, BodyPublishers.ofString("{}")).header("Content-Type", "application/json"), 422,
				"request.invalid", "externalId");
		refused(request("DELETE", path, BodyPublishers.noBody()), 422, "request.invalid", "externalId");
	}

	private static void refused(HttpRequest.Builder request, int status, String code, String place) {
		Answer answer = refused(request, status, code);
		boolean inBody = place.isEmpty() || place.startsWith("/");
		JsonNode error = answer.json().at("/errors/0");
		assertThat(error.path(inBody ? "pointer" : "parameter").asString()).isEqualTo(place);
		assertThat(error.has(inBody ? "parameter" : "pointer")).isFalse();
		assertThat(answer.json().at("/errors/0/message").asString()).isNotBlank();
	}

	private static Answer refused(HttpRequest.Builder request, int status, String code) {
		Answer answer = Answer.to(request);
		assertThat(answer.status()).as(answer.body()).isEqualTo(status);
		assertThat(answer.isProblem(code)).as(answer.body()).isTrue();
		assertThat(answer.json().path("blame").asString()).isEqualTo("caller");
		return answer;
	}

	private HttpRequest.Builder get(String path) {
		return request("GET", path, BodyPublishers.noBody());
	}

	private HttpRequest.Builder post(String path, BodyPublisher body) {
		return request("POST", path, body).header("Content-Type", "application/json");
	}

	private HttpRequest.Builder patch(String body) {
		return request("PATCH", ROOTFI, BodyPublishers.ofString(body)).header("Content-Type",
				"application/merge-patch+json");
	}

	private HttpRequest.Builder request(String method, String path, BodyPublisher body) {
		return HttpRequest.newBuilder(URI.create(baseUrl() + path))
			.method(method, body)
			.header("Authorization", "Bearer " + TestIssuer.shared()
				.token("billing-service", "integrations:read", "integrations:write", "providers:manage"));
	}

}
