package io.switchgear.connector.whisk;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

import io.switchgear.connector.Desired;
import io.switchgear.connector.ProviderState;
import io.switchgear.connector.Target;
import io.switchgear.problem.ProblemCode;
import io.switchgear.problem.ProblemException;
import io.switchgear.provider.Provider;
import io.switchgear.simulator.Fault;
import io.switchgear.simulator.WhiskSimulator;
import io.switchgear.support.CheckedInFile;
import io.switchgear.support.ConnectedProviders;
import io.switchgear.support.SentRequests;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** What is peculiar to Whisk Studio, on a real wire. */
class WhiskConnectorTests {

	private static final String KEY = "whisk-key";

	private static final String ID = "5f0c4f6e-3b1a-4a57-9a52-0d6c1f1e2a3b";

	private static final WhiskSimulator whisk = WhiskSimulator.start(KEY);

	private static final ConnectedProviders providers = ConnectedProviders.start(settings());

	private final Provider plain = providers.get("whisk");

	@BeforeEach
	void startAfresh() {
		whisk.reset();
		whisk.add(ID, "INTEGRATION_TYPE_SHOPIFY", true);
	}

	@AfterAll
	static void close() {
		providers.close();
		whisk.close();
	}

	@Test
	void sendsWhatThePageShowsToDisable() {
		ProviderState state = switched(plain, ID, false);
		assertSent("disable");
		assertThat(state.enabled()).isFalse();
		assertThat(whisk.enabled(ID)).isFalse();
	}

	@Test
	void sendsWhatThePageShowsToEnable() {
		whisk.flip(ID, false);
		assertThat(switched(plain, ID, true).enabled()).isTrue();
		assertSent("enable");
		assertThat(whisk.enabled(ID)).isTrue();
	}

	@Test
	void readsTheListToFindOne() {
		ProviderState state = read(ID);
		assertSent("read");
		assertThat(state).isEqualTo(new ProviderState(true, "SHOPIFY", Map.of(), Map.of(), null));
	}

	@Test
	void readsBackEachWriteWhereToldTo() {
		assertThat(switched(providers.get("verifying"), ID, false).type()).isEqualTo("SHOPIFY");
		assertSent("disable-verified");
	}

	@Test
	void notesAWriteThatReadingBackBelies() {
		whisk.when("POST", Fault.answer(200, "application/json", "{}"));
		assertRefused(ProblemCode.PROVIDER_STATE_MISMATCH, () -> switched(providers.get("verifying"), ID, false));
	}

	@Test
	void putsTheConfiguredWordBeforeTheKey() {
		assertRefused(ProblemCode.PROVIDER_AUTHENTICATION_FAILED, () -> switched(providers.get("token"), ID, false));
		assertThat(whisk.journal().last().header("Authorization")).isEqualTo("Token " + KEY);
	}

	@Test
	void writesIdsInSmallLetters() {
		assertThat(plain.ref(ID.toUpperCase(Locale.ROOT)).externalId()).isEqualTo(ID);
	}

	@ParameterizedTest
	@CsvSource({ "200,''", "204,''", "200,{}", "200,{\"later\": {\"added\": 1}}", "200,null" })
	void takesAnySuccessWithoutAnErrorInItForOne(int status, String body) {
		whisk.next(Fault.answer(status, "application/json", body));
		assertThat(switched(plain, ID, false).enabled()).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"error_code\": \"REAL_CODES_ARE_IN_ENDPOINT_DESCRIPTION\", \"message\": \"no\"}",
			"{\"code\": \"auth.tokenInvalid\"}", "{\"code\": 13, \"message\": \"internal\"}",
			"<html>maintenance</html>", "[]", "\"ok\"", "{" })
	void doesNotBelieveASuccessWithAnErrorInIt(String body) {
		whisk.next(Fault.answer(200, "application/json", body));
		assertRefused(ProblemCode.PROVIDER_INVALID_RESPONSE, () -> switched(plain, ID, false));
	}

	@Test
	void findsAMissingIntegrationUnderTheStatusWhiskUses() {
		ProblemException refused = assertRefused(ProblemCode.PROVIDER_INTEGRATION_NOT_FOUND,
				() -> switched(plain, ID.replace('5', '6'), false));
		assertThat(refused.problem().provider()).extracting("status", "code").containsExactly(400, "general.notFound");
	}

	@ParameterizedTest
	@CsvSource({ "integration_status_enabled,true", "INTEGRATION_STATUS_DISABLED,false", "Enabled,true",
			"INTEGRATION_STATUS_INVALID,", "INTEGRATION_STATUS_PAUSED,", "," })
	void readsStatusLeniently(String status, Boolean enabled) {
		whisk.next(Fault.answer(200, "application/json", list(member("status", status) + "\"id\": \"" + ID + "\"")));
		assertThat(read(ID).enabled()).isEqualTo(enabled);
	}

	@ParameterizedTest
	@CsvSource({ "INTEGRATION_TYPE_WORDPRESS,WORDPRESS", "integration_type_custom,CUSTOM",
			"SOMETHING_NEW,SOMETHING_NEW", "INTEGRATION_TYPE_INVALID,", "," })
	void readsTypesItHasNeverHeardOf(String type, String name) {
		whisk.next(Fault.answer(200, "text/plain",
				list(member("type", type) + "\"id\": \"" + ID + "\", \"created_at\": \"1608910441740\"")));
		assertThat(read(ID).type()).isEqualTo(name);
	}

	@ParameterizedTest
	@ValueSource(strings = { "{}", "{\"integrations\": null}", "{\"integrations\": []}", "{\"integrations\": [{}]}" })
	void doesNotFindWhatIsNotListed(String list) {
		whisk.next(Fault.answer(200, "application/json", list));
		assertRefused(ProblemCode.PROVIDER_INTEGRATION_NOT_FOUND, () -> read(ID));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "null", "[]", "<html/>" })
	void doesNotTakeNoListForAnEmptyOne(String body) {
		whisk.next(page(body));
		assertRefused(ProblemCode.PROVIDER_INVALID_RESPONSE, () -> read(ID));
	}

	@Test
	void followsPagesIfThereEverAreAny() {
		whisk.next(page("""
				{"integrations": [{"id": "other"}], "paging": {"total": "2", "after": "cur sor/1+=&"}}"""), page(
				list("\"id\": \"" + ID.toUpperCase(Locale.ROOT) + "\", \"status\": \"INTEGRATION_STATUS_DISABLED\"")));
		assertThat(read(ID).enabled()).isFalse();
		assertSent("read-pages");
	}

	@ParameterizedTest
	@ValueSource(ints = { 2_500, 30_000 })
	void findsOneAmongAsManyAsAnAccountMayHave(int others) {
		for (int other = 0; other < others; other++) {
			whisk.add(new UUID(other, other).toString(), "INTEGRATION_TYPE_SHOPIFY", true);
		}
		whisk.flip(ID, false);
		assertThat(read(ID).enabled()).isFalse();
		assertThat(switched(providers.get("verifying"), ID, true).enabled()).isTrue();
		assertRefused(ProblemCode.PROVIDER_INTEGRATION_NOT_FOUND, () -> read(ID.replace('5', '6')));
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"integrations\": {}}", "{\"integrations\": [1]}", "{\"integrations\": [[]]}",
			"{\"integrations\": []} trailing", "{\"integrations\": [", "{\"paging\": 3}", "\"integrations\"" })
	void doesNotReadAListIntoWhatIsNone(String body) {
		whisk.next(page(body));
		assertRefused(ProblemCode.PROVIDER_INVALID_RESPONSE, () -> read(ID));
	}

	@Test
	void passesOverWhatItDoesNotKnowInAList() {
		whisk.next(page("""
				{"later": [{"integrations": []}], "integrations": [null, {"id": 7}, {"id": "%s", "id2": {"a": [1]},
				"status": "INTEGRATION_STATUS_DISABLED"}], "paging": null}""".formatted(ID)));
		assertThat(read(ID).enabled()).isFalse();
	}

	@Test
	void endsAListThatNeverEnds() {
		whisk.always(page("{\"paging\": {\"after\": \"again\"}}"));
		assertRefused(ProblemCode.PROVIDER_INTEGRATION_NOT_FOUND, () -> read(ID));
		assertThat(whisk.journal().count()).isEqualTo(50);
	}

	private static Fault page(String body) {
		return Fault.answer(200, "application/json", body);
	}

	private static String list(String members) {
		return "{\"integrations\": [{" + members + "}]}";
	}

	private static String member(String name, String value) {
		return (value != null) ? "\"" + name + "\": \"" + value + "\", " : "";
	}

	private ProviderState read(String id) {
		return plain.read(target(plain, id), ConnectedProviders.scopeFor(plain));
	}

	private static ProviderState switched(Provider provider, String id, boolean enabled) {
		return provider.apply(target(provider, id), Desired.switched(enabled), ConnectedProviders.scopeFor(provider));
	}

	private static Target target(Provider provider, String id) {
		return new Target(provider.ref(id), Map.of());
	}

	private static void assertSent(String golden) {
		CheckedInFile.of("src/test/resources/golden/whisk/" + golden + ".json").shows(SentRequests.of(whisk.journal()));
	}

	private static ProblemException assertRefused(ProblemCode code, Runnable call) {
		ProblemException refused = catchThrowableOfType(ProblemException.class, call::run);
		assertThat(refused).isNotNull().extracting(ProblemException::code).isEqualTo(code);
		return refused;
	}

	private static List<String> settings() {
		return Stream
			.of(ConnectedProviders.settings("whisk", "whisk", whisk.baseUrl(), KEY),
					ConnectedProviders.settings("verifying", "whisk", whisk.baseUrl(), KEY),
					ConnectedProviders.settings("token", "whisk", whisk.baseUrl(), KEY),
					List.of("switchgear.providers.verifying.verify=true",
							"switchgear.providers.token.authentication-scheme=Token",
							// Long lists on a busy machine
							"switchgear.providers.whisk.deadline=60s", "switchgear.providers.verifying.deadline=60s",
							"resilience4j.timelimiter.configs.default.timeout-duration=20s"))
			.flatMap(List::stream)
			.toList();
	}

}
