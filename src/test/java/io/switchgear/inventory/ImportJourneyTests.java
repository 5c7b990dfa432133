package io.switchgear.inventory;

import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;

import io.switchgear.provider.Inventory;
import io.switchgear.simulator.Fault;
import io.switchgear.support.Journey;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Importing what a provider lists. */
@Timeout(120)
class ImportJourneyTests extends Journey {

	private static final Duration SOON = Duration.ofSeconds(30);

	private static final int MANY = 5000;

	private static final Fault FAILS = Fault.answer(500);

	@AfterEach
	void noneIsUnderWay() {
		whisk.recover();
		await().atMost(SOON).until(() -> !inventory("whisk").state().equals("running"));
	}

	@Test
	void makesAllKnownThatTheProviderListsAndAsksForNothing() {
		String on = add(true);
		String off = add(false);
		begin().jsonPath("$.state").isEqualTo("running");
		State state = ended();
		assertThat(state).isEqualTo(new State("listed", 2, 0));
		for (String id : new String[] { on, off }) {
			caller().get()
				.uri("/v1/integrations/whisk/{id}", id)
				.exchange()
				.expectBody()
				.jsonPath("$.enabled")
				.isEmpty()
				.jsonPath("$.observed.enabled")
				.isEqualTo(id.equals(on))
				.jsonPath("$.sync")
				.isEqualTo("in_sync")
				.jsonPath("$.type")
				.isEqualTo("SHOPIFY")
				.jsonPath("$.missingSince")
				.doesNotExist();
		}
		assertThat(whisk.journal().count("POST")).isZero();
	}

	@Test
	void knowsNothingToBeMissingUntilAListWasReadToItsEnd() {
		addMany();
		whisk.pages(500);
		String gone = UUID.randomUUID().toString();
		caller().patch()
			.uri("/v1/integrations/whisk/{id}", gone)
			.contentType(MediaType.valueOf("application/merge-patch+json"))
			.body("{\"displayName\": \"Once there\"}")
			.exchange()
			.expectStatus()
			.isOk();
		whisk.next(Fault.none(), Fault.none(), Fault.none(), FAILS, FAILS, FAILS);
		begin();
		assertThat(ended()).isEqualTo(new State("failed", null, 0));
		caller().get()
			.uri("/v1/providers/whisk")
			.exchange()
			.expectBody()
			.jsonPath("$.inventory.failure.code")
			.isEqualTo("provider.error")
			.jsonPath("$.inventory.failure.at")
			.exists();
		begin();
		assertThat(ended()).isEqualTo(new State("listed", MANY, 1));
		assertThat(count("select count(*) from integration where provider = 'whisk'")).isEqualTo(MANY + 1);
		caller().get()
			.uri("/v1/integrations/whisk/{id}", gone)
			.exchange()
			.expectBody()
			.jsonPath("$.missingSince")
			.exists();
		caller().get()
			.uri("/v1/integrations?missing=true")
			.exchange()
			.expectBody()
			.jsonPath("$.items[*].id")
			.isEqualTo("whisk/" + gone);
		caller().get()
			.uri("/v1/integrations?missing=false&q={id}", gone)
			.exchange()
			.expectBody()
			.jsonPath("$.items.length()")
			.isEqualTo(0);
		assertThat(count("select count(*) from inventory_listed")).isZero();
	}

	@Test
	void writesNothingTheSecondTime() {
		addMany();
		begin();
		ended();
		String before = rows();
		begin();
		assertThat(ended()).isEqualTo(new State("listed", MANY, 0));
		assertThat(rows()).isEqualTo(before);
		assertThat(count("select count(*) from change_event")).isZero();
	}

	@Test
	void takesAnIntegrationThatIsListedTwiceForOne() {
		String id = add(true);
		whisk.add(id.toUpperCase(Locale.ROOT), "INTEGRATION_TYPE_SHOPIFY", true);
		for (int time = 0; time < 2; time++) {
			begin();
			assertThat(ended()).isEqualTo(new State("listed", 1, 0));
		}
	}

	@Test
	void findsOneAgainThatWasMissing() {
		String id = add(true);
		add(true);
		begin();
		ended();
		whisk.remove(id);
		begin();
		assertThat(ended()).isEqualTo(new State("listed", 1, 1));
		String before = rows();
		begin();
		assertThat(ended()).isEqualTo(new State("listed", 1, 1));
		assertThat(rows()).isEqualTo(before);
		whisk.add(id, "INTEGRATION_TYPE_SHOPIFY", true);
		begin();
		assertThat(ended()).isEqualTo(new State("listed", 2, 0));
	}

	@Test
	void tellsADifferenceFromWhatWasAskedForOnce() {
		String id = add(true);
		caller().post().uri("/v1/integrations/whisk/{id}/disable", id).exchange().expectStatus().isOk();
		whisk.flip(id, true);
		for (int time = 0; time < 2; time++) {
			begin();
			ended();
		}
		caller().get()
			.uri("/v1/integrations/whisk/{id}", id)
			.exchange()
			.expectBody()
			.jsonPath("$.sync")
			.isEqualTo("drifted");
		assertThat(count("select count(*) from change_event where kind = 'integration' and state = 'drifted'")).isOne();
		assertThat(whisk.enabled(id)).isTrue();
	}

	@Test
	void waitsForTheEndOfAHold() {
		add(true);
		putOnHold("whisk");
		begin();
		await().during(Duration.ofSeconds(2))
			.atMost(SOON)
			.until(() -> inventory("whisk").state().equals("running") && whisk.journal().count() == 0);
		liftHold("whisk");
		assertThat(ended()).isEqualTo(new State("listed", 1, 0));
	}

	@Test
	void joinsTheOneThatRuns() {
		add(true);
		whisk.next(Fault.slowHeaders(Duration.ofSeconds(4)));
		begin();
		await().atMost(SOON).until(() -> whisk.journal().count() == 1);
		begin();
		assertThat(ended()).isEqualTo(new State("listed", 1, 0));
		assertThat(whisk.journal().count()).isOne();
	}

	@Test
	void endsAListThatNeverEnds() {
		whisk.always(
				Fault.answer(200, "application/json", "{\"integrations\": [], \"paging\": {\"after\": \"again\"}}"));
		begin();
		assertThat(ended()).isEqualTo(new State("failed", null, 0));
		assertThat(whisk.journal().count()).isEqualTo(2);
	}

	@Test
	void importsAPageThatIsLargerThanOtherAnswersMayBe() {
		String id = UUID.randomUUID().toString();
		whisk.always(Fault.answer(200, "application/json", "{\"integrations\": [{\"id\": \"%s\", \"later\": \"%s\"}]}"
			.formatted(id, "x".repeat(9 * 1024 * 1024))));
		begin();
		assertThat(ended()).isEqualTo(new State("listed", 1, 0));
		caller().get()
			.uri("/v1/integrations/whisk/{id}", id)
			.exchange()
			.expectBody()
			.jsonPath("$.sync")
			.isEqualTo("unknown");
	}

	@Test
	void refusesToImportFromAProviderWithoutAList() {
		post("rootfi", caller()).expectStatus()
			.isEqualTo(422)
			.expectBody()
			.jsonPath("$.code")
			.isEqualTo("capability.not-supported");
		assertThat(inventory("rootfi")).isEqualTo(new State("none", null, 0));
		assertThat(rootfi.journal().count()).isZero();
	}

	@Test
	void refusesToImportForSomebodyWhoMayNotManageTheProvider() {
		post("whisk", caller("integrations:read", "integrations:write", "providers:manage:rootfi")).expectStatus()
			.isForbidden();
		assertThat(inventory("whisk").state()).isEqualTo("none");
	}

	private static String add(boolean enabled) {
		String id = UUID.randomUUID().toString();
		whisk.add(id, "INTEGRATION_TYPE_SHOPIFY", enabled);
		return id;
	}

	private static void addMany() {
		for (int index = 0; index < MANY; index++) {
			add(index % 2 == 0);
		}
	}

	private RestTestClient.BodyContentSpec begin() {
		return post("whisk", caller()).expectStatus()
			.isEqualTo(202)
			.expectHeader()
			.valueEquals("Location", "/v1/providers/whisk")
			.expectBody();
	}

	private static RestTestClient.ResponseSpec post(String provider, RestTestClient caller) {
		return caller.post().uri("/v1/providers/{provider}/import", provider).exchange();
	}

	private State ended() {
		return await().atMost(SOON).until(() -> inventory("whisk"), (state) -> !state.state().equals("running"));
	}

	private State inventory(String provider) {
		Provider view = Objects.requireNonNull(caller().get()
			.uri("/v1/providers/{provider}", provider)
			.exchange()
			.expectBody(Provider.class)
			.returnResult()
			.getResponseBody());
		return new State(view.inventory().state().wireName(), view.inventory().total(), view.inventory().missing());
	}

	/** Changes with every version of every row. */
	private String rows() {
		return jdbc
			.sql("select md5(string_agg(external_id || ' ' || xmin || ' ' || version, ',' order by external_id))"
					+ " from integration")
			.query(String.class)
			.single();
	}

	private long count(String sql) {
		return jdbc.sql(sql).query(Long.class).single();
	}

	private record Provider(Inventory inventory) {
	}

	private record State(String state, @Nullable Integer total, long missing) {
	}

}
