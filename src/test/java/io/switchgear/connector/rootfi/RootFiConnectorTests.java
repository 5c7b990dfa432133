package io.switchgear.connector.rootfi;

import java.util.HashMap;
import java.util.Map;

import io.switchgear.connector.Desired;
import io.switchgear.connector.ProviderState;
import io.switchgear.connector.Target;
import io.switchgear.credential.Secret;
import io.switchgear.problem.ProblemCode;
import io.switchgear.problem.ProblemException;
import io.switchgear.problem.ProviderAnswer;
import io.switchgear.provider.Provider;
import io.switchgear.simulator.Fault;
import io.switchgear.simulator.RootFiSimulator;
import io.switchgear.support.CheckedInFile;
import io.switchgear.support.ConnectedProviders;
import io.switchgear.support.SentRequests;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** What is peculiar to RootFi, on a real wire. */
class RootFiConnectorTests {

	private static final String KEY = "rootfi-key";

	private static final String CLIENT_ID = "1000.clientidentifier.0001";

	private static final String CLIENT_SECRET = "secret-at-rootfi-93b1";

	private static final RootFiSimulator rootfi = RootFiSimulator.start(KEY);

	private static final ConnectedProviders providers = ConnectedProviders
		.start(ConnectedProviders.settings("rootfi", "rootfi", rootfi.baseUrl(), KEY));

	private final Provider provider = providers.get("rootfi");

	@BeforeEach
	void startAfresh() {
		rootfi.reset();
		plant(false, true);
	}

	@AfterAll
	static void close() {
		providers.close();
		rootfi.close();
	}

	@Test
	void fillsInWhatOnlyTheProviderKnowsToDisable() {
		assertThat(apply(Desired.switched(false)).enabled()).isFalse();
		assertSent("disable");
		assertThat(rootfi.get(1234).disabled()).isTrue();
	}

	@Test
	void enablesByWritingThatItIsNotDisabled() {
		plant(true, true);
		assertThat(apply(Desired.switched(true)).enabled()).isTrue();
		assertSent("enable");
		assertThat(rootfi.get(1234).disabled()).isFalse();
	}

	@Test
	void reads() {
		ProviderState state = provider.read(target(Map.of()), ConnectedProviders.scopeFor(provider));
		assertSent("read");
		assertThat(state).usingRecursiveComparison()
			.ignoringFields("requestId")
			.isEqualTo(new ProviderState(true, "ZOHO_BOOKS", Map.of("useProviderIdentity", true),
					Map.of("clientId", "1000…0001", "clientSecret", "set"), null));
		assertThat(state.requestId()).isNotBlank();
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	@NullSource
	void carriesTheIdentityOver(@Nullable Boolean identity) {
		plant(false, identity);
		apply(Desired.switched(false));
		assertThat(rootfi.get(1234).identity()).isEqualTo(identity);
		assertSent("disable-identity-" + identity);
	}

	@Test
	void changesTheIdentityAndNothingElse() {
		plant(true, false);
		ProviderState state = apply(new Desired(null, Map.of("useProviderIdentity", true), Map.of()));
		assertThat(state.settings()).containsEntry("useProviderIdentity", true);
		assertSent("update-identity");
		assertThat(rootfi.get(1234).disabled()).isTrue();
	}

	@Test
	void takesTheIdentityBackToTheDefaultByNull() {
		Map<String, @Nullable Object> settings = new HashMap<>();
		settings.put("useProviderIdentity", null);
		apply(new Desired(null, settings, Map.of()));
		assertThat(rootfi.get(1234).identity()).isNull();
	}

	@Test
	void writesGivenCredentialsAndNothingElse() {
		apply(new Desired(null, Map.of(), credentials("given-id", "given-secret")));
		assertSent("update-credentials");
		assertThat(rootfi.get(1234).clientSecret()).isEqualTo("given-secret");
	}

	@Test
	void prefersTheCredentialsOfTheProviderToStoredOnes() {
		applyStored(credentials("stored-id", "stored-secret"), Desired.switched(false));
		assertSent("disable");
	}

	@Test
	void prefersGivenCredentialsToThoseOfTheProviderMemberByMember() {
		applyStored(credentials("stored-id", "stored-secret"),
				new Desired(false, Map.of(), Map.of("clientSecret", Secret.of("given-secret"))));
		assertThat(rootfi.get(1234)).extracting("clientId", "clientSecret").containsExactly(CLIENT_ID, "given-secret");
	}

	@ParameterizedTest
	@ValueSource(strings = { "null", "\"\"", "\"********\"", "\"****93b1\"", "\"<redacted>\"" })
	void putsTheStoredSecretWhereTheProviderMasksOrOmitsIt(String shown) {
		shows("\"" + CLIENT_ID + "\"", shown);
		applyStored(credentials(CLIENT_ID, CLIENT_SECRET), Desired.switched(false));
		assertThat(rootfi.get(1234)).extracting("clientSecret", "disabled").containsExactly(CLIENT_SECRET, true);
	}

	@Test
	void putsBothStoredCredentialsWhereTheProviderShowsNeither() {
		shows("null", "null");
		applyStored(credentials("stored-id", "stored-secret"), Desired.switched(false));
		assertSent("disable-stored-credentials");
	}

	@ParameterizedTest
	@CsvSource({ "another-identifier, ********", "1000…9999, ********", CLIENT_ID + ", ****ab12" })
	void putsNoSecretBackThatWasReplacedAtTheProvider(String id, String secret) {
		shows("\"" + id + "\"", "\"" + secret + "\"");
		ProblemException refused = catchThrowableOfType(ProblemException.class,
				() -> applyStored(credentials(CLIENT_ID, CLIENT_SECRET), Desired.switched(false)));
		assertThat(refused.code()).isEqualTo(ProblemCode.CREDENTIALS_REQUIRED);
		assertThat(rootfi.journal().count("PUT")).isZero();
	}

	@Test
	void doesNotWriteAMaskOverTheRealSecret() {
		rootfi.maskSecrets(true);
		assertRefused(ProblemCode.CREDENTIALS_REQUIRED, Desired.switched(false));
		assertThat(rootfi.journal().count("PUT")).isZero();
		assertThat(rootfi.get(1234).clientSecret()).isEqualTo(CLIENT_SECRET);
	}

	@ParameterizedTest
	@ValueSource(strings = { "null", "\"\"", "\"  \"", "\"********\"", "\"****abcd\"", "\"gfds…vbnm\"", "\"sk-...bnm\"",
			"\"•••••\"", "\"<redacted>\"", "\"set\"" })
	void asksForCredentialsThatTheProviderDoesNotShow(String shown) {
		rootfi.when("GET", data("\"client_id\": \"id\", \"client_secret\": " + shown + ", \"is_disabled\": false"));
		assertRefused(ProblemCode.CREDENTIALS_REQUIRED, Desired.switched(false));
		assertThat(rootfi.journal().count("PUT")).isZero();
	}

	@Test
	void doesNotGuessWhetherAnIntegrationIsOn() {
		rootfi.when("GET", data("\"client_id\": \"id\", \"client_secret\": \"real-secret\""));
		assertRefused(ProblemCode.PROVIDER_INVALID_RESPONSE,
				new Desired(null, Map.of("useProviderIdentity", true), Map.of()));
		assertThat(rootfi.journal().count("PUT")).isZero();
	}

	@ParameterizedTest
	@CsvSource({ "ZOHO_BOOKS,ZOHO_BOOKS", "ZOHO BOOKS,ZOHO_BOOKS", "zoho_books,ZOHO_BOOKS",
			"NOT_KNOWN_YET,NOT_KNOWN_YET", "," })
	void readsTypesHoweverTheyAreWritten(String type, String name) {
		String member = (type != null) ? "\"" + type + "\"" : "null";
		rootfi.next(data("\"rootfi_integration_type\": " + member + ", \"rootfi_company_id\": 5, \"metadata\": null"));
		ProviderState state = provider.read(target(Map.of()), ConnectedProviders.scopeFor(provider));
		assertThat(state).isEqualTo(new ProviderState(null, name, Map.of(), Map.of(), "r-1"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "null", "{}", "{\"data\": null}", "{\"error\": {\"code\": \"unknown-error\"}}", "[]",
			"<html/>", "{\"data\": \"none\"}" })
	void doesNotBelieveASuccessWithoutTheIntegration(String body) {
		rootfi.when("PUT", Fault.answer(200, "application/json", body));
		assertRefused(ProblemCode.PROVIDER_INVALID_RESPONSE, Desired.switched(false));
	}

	@Test
	void doesNotBelieveASuccessThatDoesNotSayTheState() {
		rootfi.when("PUT", data("\"client_id\": \"id\""));
		assertRefused(ProblemCode.PROVIDER_INVALID_RESPONSE, Desired.switched(false));
	}

	@Test
	void notesAnAnswerThatShowsAnotherState() {
		rootfi.when("PUT", data("\"is_disabled\": false"));
		assertRefused(ProblemCode.PROVIDER_STATE_MISMATCH, Desired.switched(false));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					{"error": {"message": "m", "code": "operation-denied", "field": "f"}, "request_id": "top"} | operation-denied | m | top
					{"error": {"status_code": 409, "message": "m", "request_id": "nested", "platform_error": null}} | | m | nested
					{"statusCode": 409, "message": "m", "error": "Conflict"} | Conflict | m |
					{"message": "m"} | | m |
					{"data": null, "request_id": "top"} | | | top
					plain words | | |
					""")
	void readsEveryKnownShapeOfError(String body, String code, String message, String requestId) {
		rootfi.when("PUT", Fault.answer(409, "text/html", body));
		ProblemException refused = assertRefused(ProblemCode.PROVIDER_CONFLICT, Desired.switched(false));
		assertThat(refused.problem().provider()).isEqualTo(new ProviderAnswer("rootfi", 409, code, message, requestId));
	}

	@Test
	void holdsNoSecretInWhatItPrints() {
		RootFiWire.Update update = new RootFiWire.Update(CLIENT_ID, CLIENT_SECRET, true, null);
		RootFiWire.Integration integration = new RootFiWire.Integration("XERO", null, CLIENT_ID, CLIENT_SECRET, true,
				null);
		assertThat(update + " " + integration + " " + new RootFiWire.Answer(integration, "r-1"))
			.doesNotContain(CLIENT_ID, CLIENT_SECRET);
	}

	private static void plant(boolean disabled, @Nullable Boolean identity) {
		rootfi.add(1234, "ZOHO_BOOKS", CLIENT_ID, CLIENT_SECRET, disabled, identity);
	}

	private static Fault data(String members) {
		return Fault.answer(200, "application/json", "{\"data\": {" + members + "}, \"request_id\": \"r-1\"}");
	}

	private static Map<String, Secret> credentials(String id, String secret) {
		return Map.of("clientId", Secret.of(id), "clientSecret", Secret.of(secret));
	}

	private ProviderState apply(Desired desired) {
		return provider.apply(target(Map.of()), desired, ConnectedProviders.scopeFor(provider));
	}

	private void applyStored(Map<String, Secret> stored, Desired desired) {
		provider.apply(target(stored), desired, ConnectedProviders.scopeFor(provider));
	}

	private static void shows(String id, String secret) {
		rootfi.when("GET",
				data("\"client_id\": %s, \"client_secret\": %s, \"is_disabled\": false, \"is_rootfi_identity\": true"
					.formatted(id, secret)));
	}

	private Target target(Map<String, Secret> stored) {
		return new Target(provider.ref("1234"), stored);
	}

	private ProblemException assertRefused(ProblemCode code, Desired desired) {
		ProblemException refused = catchThrowableOfType(ProblemException.class, () -> apply(desired));
		assertThat(refused).isNotNull().extracting(ProblemException::code).isEqualTo(code);
		return refused;
	}

	private static void assertSent(String golden) {
		CheckedInFile.of("src/test/resources/golden/rootfi/" + golden + ".json")
			.shows(SentRequests.of(rootfi.journal()));
	}

}
