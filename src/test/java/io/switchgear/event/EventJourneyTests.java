package io.switchgear.event;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;

import io.switchgear.support.Answer;
import io.switchgear.support.Journey;
import io.switchgear.support.TestIssuer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.MediaType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
class EventJourneyTests extends Journey {

	@Test
	void streamsEachStateOfAChangeAndResumesWithoutAGap() throws Exception {
		rootFiIntegration();
		String seen;
		try (Events events = open("provider=rootfi", null)) {
			caller().post().uri("/v1/integrations/rootfi/1234/disable").exchange().expectStatus().isOk();
			List<Event> first = events.take(2);
			assertThat(first).extracting(Event::state).containsExactly("applying", "succeeded");
			seen = first.getFirst().id();
		}
		caller().post().uri("/v1/integrations/rootfi/1234/enable").exchange().expectStatus().isOk();
		try (Events events = open("provider=rootfi", seen)) {
			assertThat(events.take(3)).extracting(Event::state).containsExactly("succeeded", "applying", "succeeded");
		}
	}

	@Test
	void refusesHeadForWhichNothingCouldBeStreamed() {
		Answer answer = Answer.to(HttpRequest.newBuilder(URI.create(baseUrl() + "/v1/events"))
			.HEAD()
			.header("Authorization", "Bearer " + TestIssuer.shared().token("admin-ui", "integrations:read")));
		assertThat(answer.status()).isEqualTo(405);
		assertThat(answer.header("Allow")).isEqualTo("GET");
		assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
	}

	@Test
	void refusesAPositionThatNoEventHas() {
		Answer answer = Answer.to(HttpRequest.newBuilder(URI.create(baseUrl() + "/v1/events"))
			.header("Last-Event-ID", "746:751:746,748_1")
			.header("Authorization", "Bearer " + TestIssuer.shared().token("admin-ui", "integrations:read")));
		assertThat(answer.status()).isEqualTo(422);
		assertThat(answer.isProblem("request.invalid")).as(answer.body()).isTrue();
	}

	@Test
	void tellsAReaderThatComesFromElsewhereToStartAfresh() {
		Answer answer = Answer.to(HttpRequest.newBuilder(URI.create(baseUrl() + "/v1/events"))
			.header("Last-Event-ID", "elsewhere_1.0_1.0_1")
			.header("Authorization", "Bearer " + TestIssuer.shared().token("admin-ui", "integrations:read")));
		assertThat(answer.status()).isEqualTo(410);
		assertThat(answer.isProblem("events.position-gone")).as(answer.body()).isTrue();
	}

	@Test
	void tellsProxiesNotToBufferAndReadersWhenToComeBack() throws Exception {
		HttpRequest request = HttpRequest.newBuilder(URI.create(baseUrl() + "/v1/events"))
			.header("Authorization", "Bearer " + TestIssuer.shared().token("admin-ui", "integrations:read"))
			.build();
		HttpResponse<Stream<String>> response = HttpClient.newHttpClient()
			.send(request, HttpResponse.BodyHandlers.ofLines());
		try (Stream<String> lines = response.body()) {
			assertThat(response.headers().firstValue("X-Accel-Buffering")).hasValue("no");
			assertThat(lines.limit(2)).contains("retry:2000");
		}
	}

	@Test
	void saysWhichVersionOfTheIntegrationAnEventShows() throws Exception {
		rootFiIntegration();
		try (Events events = open("provider=rootfi", null)) {
			for (String action : new String[] { "disable", "enable" }) {
				String etag = caller().post()
					.uri("/v1/integrations/rootfi/1234/" + action)
					.exchange()
					.returnResult(String.class)
					.getResponseHeaders()
					.getETag();
				List<Event> seen = events.take(2);
				assertThat("\"" + seen.getLast().version() + "\"").isEqualTo(etag);
				assertThat(seen.getFirst().version()).isEqualTo(seen.getLast().version() - 1);
			}
		}
	}

	@Test
	void tellsWhenAProviderIsPutOnHoldAndWhenThatIsLifted() throws Exception {
		rootFiIntegration();
		try (Events events = open("kind=hold", null)) {
			hold("incident 4711");
			hold("incident 4712");
			for (int time = 0; time < 2; time++) {
				liftHold("rootfi");
			}
			caller().post().uri("/v1/integrations/rootfi/1234/disable").exchange().expectStatus().isOk();
			hold("incident 4713");
			assertThat(events.take(5)).extracting(Event::state)
				.containsExactly("placed", "lifted", "placed", "lifted", "placed");
		}
		finally {
			caller().delete().uri("/v1/providers/rootfi/hold").exchange();
		}
	}

	@Test
	void tellsHowFarABatchHasComeAtEachOfItsProviders() throws Exception {
		rootFiIntegration();
		String one = whiskIntegration();
		String other = whiskIntegration();
		try (Events events = open("kind=batch&provider=whisk", null)) {
			caller().post()
				.uri("/v1/batches")
				.contentType(MediaType.APPLICATION_JSON)
				.body("{\"action\": \"disable\", \"integrations\": [\"rootfi/1234\", \"whisk/%s\", \"whisk/%s\"]}"
					.formatted(one, other))
				.exchange()
				.expectStatus()
				.isAccepted();
			Event last = events.take(1).getFirst();
			while (!last.state().equals("succeeded")) {
				last = events.take(1).getFirst();
			}
			assertThat(last.data().at("/progress/total").asInt()).isEqualTo(2);
			assertThat(last.data().at("/progress/succeeded").asInt()).isEqualTo(2);
			assertThat(last.data().path("provider").asString()).isEqualTo("whisk");
			assertThat(last.data().path("action").asString()).isEqualTo("disable");
			String id = last.data().path("id").asString();
			assertThat(told(id)).as("events of each provider that say the same twice").isZero();
		}
	}

	private long told(String batch) {
		return jdbc.sql("""
				select count(*) - count(distinct (provider, payload ->> 'state', payload ->> 'progress'))
				from change_event where batch = cast(:batch as uuid)""")
			.param("batch", batch)
			.query(Long.class)
			.single();
	}

	@Test
	void streamsTheEventsOfOneIntegration() throws Exception {
		rootFiIntegration();
		String whisk = whiskIntegration();
		try (Events events = open("integration=whisk/" + whisk, null)) {
			caller().post().uri("/v1/integrations/rootfi/1234/disable").exchange().expectStatus().isOk();
			caller().post().uri("/v1/integrations/whisk/" + whisk + "/disable").exchange().expectStatus().isOk();
			assertThat(events.take(2)).extracting(Event::integration).containsOnly("whisk/" + whisk);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "kind=weather", "integration=whisk", "integration=nobody/1", "batch=1" })
	void refusesAFilterThatSelectsNothing(String filter) {
		Answer answer = Answer.to(HttpRequest.newBuilder(URI.create(baseUrl() + "/v1/events?" + filter))
			.header("Authorization", "Bearer " + TestIssuer.shared().token("admin-ui", "integrations:read")));
		assertThat(answer.status()).isBetween(404, 422);
	}

	@Test
	void refusesTheEventsOfAnIntegrationThatMayNotBeRead() {
		Answer answer = Answer.to(HttpRequest
			.newBuilder(URI.create(baseUrl() + "/v1/events?integration=whisk/00000000-0000-4000-8000-000000000001"))
			.header("Authorization", "Bearer " + TestIssuer.shared().token("admin-ui", "integrations:read:rootfi")));
		assertThat(answer.isProblem("auth.forbidden")).isTrue();
	}

	private void hold(String reason) {
		caller().put()
			.uri("/v1/providers/rootfi/hold")
			.contentType(MediaType.APPLICATION_JSON)
			.body("{\"reason\": \"" + reason + "\"}")
			.exchange()
			.expectStatus()
			.is2xxSuccessful();
	}

	private Events open(String query, @Nullable String lastEventId) throws IOException, InterruptedException {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(baseUrl() + "/v1/events?" + query))
			.header("Authorization", "Bearer " + TestIssuer.shared().token("admin-ui", "integrations:read"));
		if (lastEventId != null) {
			request.header("Last-Event-ID", lastEventId);
		}
		HttpClient client = HttpClient.newHttpClient();
		HttpResponse<Stream<String>> response = client.send(request.build(), HttpResponse.BodyHandlers.ofLines());
		assertThat(response.statusCode()).isEqualTo(200);
		return new Events(response.body());
	}

	private record Event(String id, JsonNode data) {

		String state() {
			return data.path("state").asString();
		}

		long version() {
			return data.path("version").asLong();
		}

		String integration() {
			return data.path("integration").asString();
		}

	}

	private record Events(Stream<String> stream, Iterator<String> lines) implements AutoCloseable {

		Events(Stream<String> stream) {
			this(stream, stream.iterator());
			// The comment that opens the stream: from here on nothing is missed.
			lines.next();
		}

		List<Event> take(int count) {
			List<Event> events = new ArrayList<>();
			String id = "";
			while (events.size() < count) {
				String line = lines.next();
				if (line.startsWith("id:")) {
					id = line.substring(3).strip();
				}
				else if (line.startsWith("data:")) {
					events.add(new Event(id, JsonMapper.shared().readTree(line.substring("data:".length()))));
				}
			}
			return events;
		}

		@Override
		public void close() {
			stream.close();
		}

	}

}
