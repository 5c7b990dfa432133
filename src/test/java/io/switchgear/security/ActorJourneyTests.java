package io.switchgear.security;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.switchgear.support.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Who did what, and through which client. */
class ActorJourneyTests extends ActorJourney {

	private static final Duration SOON = Duration.ofSeconds(40);

	@Autowired
	private MeterRegistry meters;

	static List<Way> ways() {
		return List.of(new Way("a person in person", token(claims("anna", ALL)), null, "anna", null),
				new Way("act (RFC 8693)",
						token(claims("anna", ALL).claim("azp", "other")
							.claim("act", Map.of("sub", "admin-ui", "act", Map.of("sub", "proxy")))),
						null, "anna", "admin-ui"),
				new Way("azp", token(claims("anna", ALL).claim("azp", "admin-ui")), null, "anna", "admin-ui"),
				new Way("client_id", token(claims("anna", ALL).claim("client_id", "admin-ui")), null, "anna",
						"admin-ui"),
				new Way("client_id of the client itself", token(claims("admin-ui", ALL).claim("client_id", "admin-ui")),
						null, "admin-ui", null),
				new Way("On-Behalf-Of", token(claims("admin-ui", with(DELEGATE))), "anna", "anna", "admin-ui"),
				new Way("On-Behalf-Of in UTF-8", token(claims("admin-ui", with(DELEGATE))), "Zoë Weiß 请", "Zoë Weiß 请",
						"admin-ui"));
	}

	@ParameterizedTest
	@MethodSource("ways")
	void namesTheSamePairWhereverAChangeIsShown(Way way) {
		rootFiIntegration();
		List<String> events = follow();
		Answer disabled = call(way, "POST", "/v1/integrations/rootfi/1234/disable", "{}");
		assertThat(disabled.status()).as(disabled.body()).isEqualTo(200);
		names(disabled.json().path("lastChange"), way);
		names(read("/v1/integrations").path("items").path(0).path("lastChange"), way);
		String id = disabled.json().path("lastChange").path("id").asString();
		names(read("/v1/changes/" + id), way);
		names(read("/v1/integrations/rootfi/1234/changes").path("items").path(0), way);
		await().atMost(SOON).until(() -> events.size() >= 2);
		events.forEach((event) -> names(json(event), way));
		names(call(way, "GET", "/v1/me", null).json().path("name"), way.actor());
		names(call(way, "GET", "/v1/me", null).json().path("via"), way.via());
	}

	@ParameterizedTest
	@MethodSource("ways")
	void namesThePairThatCancelsAndForgets(Way way) {
		rootFiIntegration();
		rootfi.add(77, "XERO", CLIENT_ID, CLIENT_SECRET, false, true);
		String later = "{\"notBefore\": \"%s\"}".formatted(Instant.now().plus(Duration.ofDays(30)));
		String waiting = call(way, "POST", "/v1/integrations/rootfi/1234/disable", later).json().path("id").asString();
		JsonNode cancelled = call(way, "POST", "/v1/changes/" + waiting + "/cancel", null).json();
		names(cancelled, way);
		names(cancelled.path("cancelledBy"), way.actor());
		names(cancelled.path("cancelledVia"), way.via());
		call(way, "POST", "/v1/integrations/rootfi/77/disable", "{}");
		assertThat(call(way, "DELETE", "/v1/integrations/rootfi/77", null).status()).isEqualTo(204);
		JsonNode forgotten = read("/v1/changes?action=forget").path("items").path(0);
		names(forgotten, way);
	}

	@ParameterizedTest
	@MethodSource("ways")
	void namesThePairOfBatchesAndOfWhoRetriesAndCancelsThem(Way way) {
		JsonNode batch = call(way, "POST", "/v1/batches", ITEM).json();
		names(batch, way);
		String uri = "/v1/batches/" + batch.path("id").asString();
		names(read(uri), way);
		names(read("/v1/batches").path("items").path(0), way);
		await().atMost(SOON).until(() -> read(uri).path("state").asString().equals("failed"));
		names(read(uri + "/changes").path("items").path(0), way);
		call(new Way("somebody else", token(claims("bob", ALL)), null, "bob", null), "PUT", "/v1/providers/rootfi/hold",
				"{\"reason\": \"so that it waits\"}");
		Way other = new Way("another", token(claims("bob", ALL).claim("azp", "cli")), null, "bob", "cli");
		assertThat(call(other, "POST", uri + "/retry", null).status()).isEqualTo(202);
		await().atMost(SOON).until(() -> read(uri + "/changes").path("items").size() == 2);
		names(read(uri + "/changes").path("items").path(0), other);
		JsonNode cancelled = call(way, "POST", uri + "/cancel", null).json();
		names(cancelled.path("cancelledBy"), way.actor());
		names(cancelled.path("cancelledVia"), way.via());
		await().atMost(SOON)
			.until(() -> read(uri + "/changes").path("items").path(0).path("state").asString().equals("cancelled"));
		JsonNode withdrawn = read(uri + "/changes").path("items").path(0);
		names(withdrawn.path("cancelledBy"), way.actor());
		names(withdrawn.path("cancelledVia"), way.via());
	}

	@ParameterizedTest
	@MethodSource("ways")
	void namesThePairThatPlacesAndLiftsAHold(Way way) {
		call(way, "PUT", "/v1/providers/rootfi/hold", "{\"reason\": \"incident 4711\"}");
		names(read("/v1/providers/rootfi").path("hold"), way);
		call(way, "DELETE", "/v1/providers/rootfi/hold", null);
		JsonNode hold = read("/v1/providers/rootfi/holds").path("items").path(0);
		names(hold.path("placedBy"), way.actor());
		names(hold.path("placedVia"), way.via());
		names(hold.path("liftedBy"), way.actor());
		names(hold.path("liftedVia"), way.via());
	}

	@Test
	void keepsTheIdempotencyKeysOfEachPairApart() {
		rootFiIntegration();
		List<String> changes = new ArrayList<>();
		for (Way way : List.of(new Way("anna", token(claims("anna", ALL)), null, "anna", null),
				new Way("anna", token(claims("anna", ALL).claim("azp", "cli")), null, "anna", "cli"),
				new Way("anna", token(claims("admin-ui", with(DELEGATE))), "anna", "anna", "admin-ui"),
				new Way("bob", token(claims("admin-ui", with(DELEGATE))), "bob", "bob", "admin-ui"))) {
			Answer first = disableWithKey(way);
			assertThat(first.header("Idempotent-Replayed")).as(way.what()).isNull();
			Answer again = disableWithKey(way);
			assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
			assertThat(again.body()).isEqualTo(first.body());
			changes.add(first.json().path("lastChange").path("id").asString());
		}
		assertThat(changes).hasSize(4).doesNotHaveDuplicates();
	}

	@Test
	void selectsChangesAndBatchesByActorAndClient() {
		rootFiIntegration();
		List<Way> ways = List.of(new Way("anna", token(claims("anna", ALL)), null, "anna", null),
				new Way("anna", token(claims("anna", ALL).claim("azp", "cli")), null, "anna", "cli"),
				new Way("bob", token(claims("bob", ALL).claim("azp", "cli")), null, "bob", "cli"));
		ways.forEach((way) -> call(way, "POST", "/v1/integrations/rootfi/1234/disable", "{}"));
		ways.forEach((way) -> call(way, "POST", "/v1/batches", ITEM));
		for (String list : List.of("/v1/changes", "/v1/batches")) {
			String base = list + "?limit=10";
			assertThat(read(base + "&actor=anna").path("items").size()).as(list).isGreaterThanOrEqualTo(2);
			assertThat(read(base + "&via=cli").path("items").valueStream())
				.allMatch((item) -> item.path("via").asString().equals("cli"))
				.hasSizeGreaterThanOrEqualTo(2);
			assertThat(read(base + "&via=cli&actor=anna").path("items").valueStream()).isNotEmpty()
				.allMatch((item) -> item.path("actor").asString().equals("anna")
						&& item.path("via").asString().equals("cli"));
			assertThat(read(base + "&via=anna").path("items").size()).isZero();
		}
	}

	@Test
	void namesNobodyInAMetric() {
		rootFiIntegration();
		Way way = new Way("on behalf", token(claims("c4n4ry-client", with(DELEGATE))), "c4n4ry-person", "", null);
		call(way, "POST", "/v1/integrations/rootfi/1234/disable", "{}");
		Set<String> values = new HashSet<>();
		meters.getMeters().forEach((meter) -> meter.getId().getTags().stream().map(Tag::getValue).forEach(values::add));
		assertThat(values).contains("rootfi").noneMatch((value) -> value.contains("c4n4ry"));
	}

	@Test
	void tellsCallersWhatTheirTokenAllowsForEachProvider() {
		JsonNode me = call(
				new Way("narrowed",
						token(claims("anna", "integrations:read", "integrations:write:rootfi",
								"providers:manage:elsewhere", "openid")),
						null, "", null),
				"GET", "/v1/me", null)
			.json();
		assertThat(me).hasToString(
				"{\"name\":\"anna\",\"scopes\":{\"rootfi\":[\"integrations:read\",\"integrations:write\"],\"whisk\":[\"integrations:read\"]}}");
		JsonNode nothing = call(new Way("nothing", token(claims("anna")), null, "", null), "GET", "/v1/me", null)
			.json();
		assertThat(nothing).hasToString("{\"name\":\"anna\",\"scopes\":{}}");
		assertThat(anonymous().get().uri("/v1/me").exchange().returnResult(String.class).getStatus().value())
			.isEqualTo(401);
	}

	/** The data of the events from now on. */
	private List<String> follow() {
		List<String> data = new CopyOnWriteArrayList<>();
		HttpRequest request = HttpRequest.newBuilder(URI.create(baseUrl() + "/v1/events"))
			.header("Authorization",
					"Bearer " + token(claims("reader", "integrations:read")
						.expirationTime(Date.from(Instant.now().plusSeconds(30)))))
			.build();
		Stream<String> lines = HttpClient.newHttpClient()
			.sendAsync(request, HttpResponse.BodyHandlers.ofLines())
			.join()
			.body();
		Thread.ofVirtual()
			.start(() -> lines.filter((line) -> line.startsWith("data:"))
				.map((line) -> line.substring(5))
				.forEach(data::add));
		return data;
	}

	private Answer disableWithKey(Way way) {
		HttpRequest.Builder request = HttpRequest
			.newBuilder(URI.create(baseUrl() + "/v1/integrations/rootfi/1234/disable"))
			.header("Authorization", "Bearer " + way.token())
			.header("Idempotency-Key", "the-same")
			.POST(HttpRequest.BodyPublishers.noBody());
		return Answer.to((way.onBehalfOf() != null) ? request.header("On-Behalf-Of", way.onBehalfOf()) : request);
	}

}
