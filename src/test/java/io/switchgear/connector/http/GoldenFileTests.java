package io.switchgear.connector.http;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.switchgear.connector.Desired;
import io.switchgear.connector.Target;
import io.switchgear.credential.Secret;
import io.switchgear.provider.Provider;
import io.switchgear.simulator.Fault;
import io.switchgear.simulator.RootFiSimulator;
import io.switchgear.simulator.WhiskSimulator;
import io.switchgear.support.CheckedInFile;
import io.switchgear.support.ConnectedProviders;
import io.switchgear.support.SentRequests;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Descriptors of Whisk and RootFi send what the connectors in Java send. */
class GoldenFileTests {

	private static final String WHISK_KEY = "whisk-key";

	private static final String ROOTFI_KEY = "rootfi-key";

	private static final String UUID = "5f0c4f6e-3b1a-4a57-9a52-0d6c1f1e2a3b";

	private static final String CLIENT_ID = "1000.clientidentifier.0001";

	private static final String CLIENT_SECRET = "secret-at-rootfi-93b1";

	private static final WhiskSimulator whisk = WhiskSimulator.start(WHISK_KEY);

	private static final RootFiSimulator rootfi = RootFiSimulator.start(ROOTFI_KEY);

	private static ConnectedProviders providers;

	@BeforeAll
	static void start(@TempDir Path folder) {
		providers = ConnectedProviders.start(settings(folder));
	}

	@BeforeEach
	void startAfresh() {
		whisk.reset();
		whisk.add(UUID, "INTEGRATION_TYPE_SHOPIFY", true);
		rootfi.reset();
		plant(false, true);
	}

	@AfterAll
	static void close() {
		providers.close();
		whisk.close();
		rootfi.close();
	}

	@Test
	void switchesAtWhisk() {
		apply("whisk", UUID, Desired.switched(false));
		assertSentToWhisk("disable");
		startAfresh();
		apply("whisk", UUID, Desired.switched(true));
		assertSentToWhisk("enable");
	}

	@Test
	void readsAtWhisk() {
		read("whisk", UUID);
		assertSentToWhisk("read");
		startAfresh();
		whisk.next(Fault.answer(200, "application/json", """
				{"integrations": [{"id": "other"}], "paging": {"total": "2", "after": "cur sor/1+=&"}}"""));
		read("whisk", UUID);
		assertSentToWhisk("read-pages");
	}

	@Test
	void readsBackEachWriteIfTold() {
		apply("verifying", UUID, Desired.switched(false));
		assertSentToWhisk("disable-verified");
	}

	@Test
	void switchesAtRootFi() {
		apply("rootfi", "1234", Desired.switched(false));
		assertSentToRootFi("disable");
		startAfresh();
		plant(true, true);
		apply("rootfi", "1234", Desired.switched(true));
		assertSentToRootFi("enable");
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	@NullSource
	void carriesTheIdentityOver(@Nullable Boolean identity) {
		plant(false, identity);
		apply("rootfi", "1234", Desired.switched(false));
		assertSentToRootFi("disable-identity-" + identity);
	}

	@Test
	void readsAtRootFi() {
		read("rootfi", "1234");
		assertSentToRootFi("read");
	}

	@Test
	void updatesAtRootFi() {
		plant(true, false);
		apply("rootfi", "1234", new Desired(null, Map.of("useProviderIdentity", true), Map.of()));
		assertSentToRootFi("update-identity");
		startAfresh();
		apply("rootfi", "1234", new Desired(null, Map.of(), credentials("given-id", "given-secret")));
		assertSentToRootFi("update-credentials");
	}

	@Test
	void putsStoredCredentialsWhereRootFiShowsNone() {
		rootfi.when("GET", Fault.answer(200, "application/json",
				"{\"data\": {\"client_id\": null, \"is_disabled\": false, \"is_rootfi_identity\": true}}"));
		provider("rootfi").apply(new Target(provider("rootfi").ref("1234"), credentials("stored-id", "stored-secret")),
				Desired.switched(false), ConnectedProviders.scopeFor(provider("rootfi")));
		assertSentToRootFi("disable-stored-credentials");
	}

	private static void plant(boolean disabled, @Nullable Boolean identity) {
		rootfi.add(1234, "ZOHO_BOOKS", CLIENT_ID, CLIENT_SECRET, disabled, identity);
	}

	private static Map<String, Secret> credentials(String id, String secret) {
		return Map.of("clientId", Secret.of(id), "clientSecret", Secret.of(secret));
	}

	private static Provider provider(String name) {
		return providers.get(name);
	}

	private static void apply(String name, String id, Desired desired) {
		Provider provider = provider(name);
		provider.apply(new Target(provider.ref(id), Map.of()), desired, ConnectedProviders.scopeFor(provider));
	}

	private static void read(String name, String id) {
		Provider provider = provider(name);
		provider.read(new Target(provider.ref(id), Map.of()), ConnectedProviders.scopeFor(provider));
	}

	private static void assertSentToWhisk(String golden) {
		CheckedInFile.of("src/test/resources/golden/whisk/" + golden + ".json").shows(SentRequests.of(whisk.journal()));
	}

	private static void assertSentToRootFi(String golden) {
		CheckedInFile.of("src/test/resources/golden/rootfi/" + golden + ".json")
			.shows(SentRequests.of(rootfi.journal()));
	}

	private static List<String> settings(Path folder) {
		String verifying = Descriptors.written(folder,
				Descriptors.text(Descriptors.ofTests("whisk")).replace("confirm: none", "confirm: read"));
		return Stream
			.of(ConnectedProviders.settings("whisk", "http", whisk.baseUrl(), WHISK_KEY),
					ConnectedProviders.settings("verifying", "http", whisk.baseUrl(), WHISK_KEY),
					ConnectedProviders.settings("rootfi", "http", rootfi.baseUrl(), ROOTFI_KEY),
					List.of("switchgear.providers.whisk.descriptor=" + Descriptors.ofTests("whisk"),
							"switchgear.providers.verifying.descriptor=" + verifying,
							"switchgear.providers.rootfi.descriptor=" + Descriptors.ofTests("rootfi")))
			.flatMap(List::stream)
			.toList();
	}

}
