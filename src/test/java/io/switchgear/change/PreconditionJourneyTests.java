package io.switchgear.change;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.HashSet;
import java.util.Set;

import io.switchgear.support.Answer;
import io.switchgear.support.Journey;
import io.switchgear.support.TestIssuer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What {@code If-Match} lets through (RFC 9110, section 13.1.1), and which ETags there
 * are.
 */
class PreconditionJourneyTests extends Journey {

	private static final String ROOTFI = "/v1/integrations/rootfi/1234";

	private static final String UNKNOWN = "/v1/integrations/rootfi/1235";

	@BeforeEach
	void thereIsOne() {
		rootFiIntegration();
	}

	@Test
	void takesAListOfETagsOnOneLineOrSeveral() {
		String etag = etagOf(Answer.to(request("POST", ROOTFI + "/enable")));
		etag = etagOf(taken(request("POST", ROOTFI + "/enable").header("If-Match", "\"999\" ,," + etag)));
		etag = etagOf(
				taken(request("POST", ROOTFI + "/enable").header("If-Match", "\"999\"").header("If-Match", etag)));
		taken(request("POST", ROOTFI + "/enable").header("If-Match", "W/" + etag + ", \"a,b\", " + etag));
	}

	@Test
	void takesAnyVersionOfWhatIsKnownForAnAsterisk() {
		taken(request("POST", ROOTFI + "/enable"));
		taken(request("POST", ROOTFI + "/enable").header("If-Match", " * "));
	}

	@ParameterizedTest
	@ValueSource(strings = { "*", "\"1\"", "W/\"1\"" })
	void createsNothingForACallerThatExpectsSomething(String expected) {
		rootfi.add(1235, "XERO", CLIENT_ID, CLIENT_SECRET, false, true);
		for (String dryRun : new String[] { "", "?dryRun=true" }) {
			refused(request("POST", UNKNOWN + "/disable" + dryRun).header("If-Match", expected));
			refused(patch(UNKNOWN + dryRun, "{\"displayName\": \"Xero\"}").header("If-Match", expected));
		}
		refused(request("POST", UNKNOWN + "/disable").header("If-Match", expected).header("Prefer", "respond-async"));
		assertThat(rootfi.journal().count()).isZero();
		assertThat(jdbc.sql("select count(*) from integration").query(Long.class).single()).isZero();
	}

	@ParameterizedTest
	@ValueSource(strings = { "W/%s", "%s-gzip", "%s;br", "%s--gzip", "W/%s-gzip" })
	void namesTheProxyThatAltersETags(String form) {
		String etag = etagOf(taken(request("POST", ROOTFI + "/enable")));
		rootfi.journal().clear();
		String altered = form.formatted(etag).replaceFirst("\"([-;]+[a-z]+)$", "$1\"");
		Answer answer = refused(request("POST", ROOTFI + "/disable").header("If-Match", altered));
		assertThat(answer.json().path("detail").asString()).contains("proxy", "compresses");
		assertThat(answer.header("ETag")).isEqualTo(etag);
		assertThat(rootfi.journal().count()).isZero();
	}

	@ParameterizedTest
	@ValueSource(strings = { "\"999\", \"3\"", "\"abc\"", "\"-1\"", "\"9999999999999999999\"", "\"01\"" })
	void tellsTheCurrentETagToWhoeverSentAnother(String others) {
		String etag = etagOf(taken(request("POST", ROOTFI + "/enable")));
		rootfi.journal().clear();
		for (String dryRun : new String[] { "", "?dryRun=true" }) {
			Answer answer = refused(request("POST", ROOTFI + "/disable" + dryRun).header("If-Match", others));
			assertThat(answer.header("ETag")).isEqualTo(etag);
			answer = refused(request("DELETE", ROOTFI + dryRun).header("If-Match", others));
			assertThat(answer.header("ETag")).isEqualTo(etag);
		}
		assertThat(rootfi.journal().count()).isZero();
	}

	@ParameterizedTest
	@ValueSource(strings = { "1", "\"1", "", "W/3", "*x", "garbage,*", "\"1\", *", "w/\"1\"", "\"1\";q=1", "1\"1\"" })
	void refusesWhatIsNoETag(String text) {
		Answer answer = Answer.to(request("POST", ROOTFI + "/disable").header("If-Match", text));
		assertThat(answer.isProblem("request.invalid")).as(answer.body()).isTrue();
		assertThat(answer.json().at("/errors/0/parameter").asString()).isEqualTo("If-Match");
		assertThat(rootfi.journal().count()).isZero();
	}

	@Test
	void neverUsesAnETagTwiceThoughTheIntegrationIsForgottenInBetween() {
		Set<String> seen = new HashSet<>();
		for (int life = 0; life < 5; life++) {
			for (String action : new String[] { "enable", "disable", "enable" }) {
				assertThat(seen.add(etagOf(taken(request("POST", ROOTFI + "/" + action))))).isTrue();
			}
			assertThat(Answer.to(request("DELETE", ROOTFI)).status()).isEqualTo(204);
			assertThat(seen.add(etagOf(taken(request("GET", ROOTFI + "?fresh=true"))))).isTrue();
			String stale = String.join(", ", seen);
			assertThat(Answer.to(request("DELETE", ROOTFI)).status()).isEqualTo(204);
			taken(patch(ROOTFI, "{\"displayName\": \"Zoho\"}"));
			refused(request("POST", ROOTFI + "/disable").header("If-Match", stale));
		}
	}

	@Test
	void saysTheVersionOfAnIntegrationWhereverItIsShown() {
		Answer written = taken(request("POST", ROOTFI + "/enable"));
		long version = written.json().path("version").asLong();
		assertThat(written.header("ETag")).isEqualTo("\"" + version + "\"");
		assertThat(taken(request("GET", ROOTFI)).json().path("version").asLong()).isEqualTo(version);
		assertThat(taken(request("GET", "/v1/integrations")).json().at("/items/0/version").asLong()).isEqualTo(version);
		assertThat(version).as("as exact in JavaScript").isBetween(1L, (1L << 53) - 1);
	}

	private static Answer taken(HttpRequest.Builder request) {
		Answer answer = Answer.to(request);
		assertThat(answer.status()).as(answer.body()).isEqualTo(200);
		return answer;
	}

	private static Answer refused(HttpRequest.Builder request) {
		Answer answer = Answer.to(request);
		assertThat(answer.isProblem("integration.changed-meanwhile")).as(answer.body()).isTrue();
		return answer;
	}

	private static String etagOf(Answer answer) {
		return String.valueOf(answer.header("ETag"));
	}

	private HttpRequest.Builder patch(String path, String body) {
		return HttpRequest.newBuilder(request("PATCH", path).build(), (name, value) -> true)
			.header("Content-Type", "application/merge-patch+json")
			.method("PATCH", BodyPublishers.ofString(body));
	}

	private HttpRequest.Builder request(String method, String path) {
		return HttpRequest.newBuilder(URI.create(baseUrl() + path))
			.method(method, BodyPublishers.noBody())
			.header("Authorization", "Bearer "
					+ TestIssuer.shared().token("billing-service", "integrations:read", "integrations:write"));
	}

}
