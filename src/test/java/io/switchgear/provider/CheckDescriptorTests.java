package io.switchgear.provider;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import io.switchgear.simulator.Fault;
import io.switchgear.simulator.RootFiSimulator;
import io.switchgear.simulator.Script;
import io.switchgear.simulator.ScriptedSimulator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The command tries a descriptor, tells what it means, and never writes. */
class CheckDescriptorTests {

	private static final String ROOTFI = "src/test/resources/descriptors/rootfi.yaml";

	private static final String KEY = "key-c4n4ry-0815";

	private final ByteArrayOutputStream output = new ByteArrayOutputStream();

	@Test
	void saysWhatADescriptorCanDo() {
		assertThat(run(ROOTFI)).isZero();
		assertThat(shown()).contains("can: switch, read, update-settings, update-credentials",
				"settings: useProviderIdentity (boolean)", "credentials: clientId, clientSecret");
	}

	@Test
	void tellsWhatALiveAnswerMeans() {
		try (RootFiSimulator rootfi = RootFiSimulator.start(KEY)) {
			rootfi.add(1234, "ZOHO_BOOKS", "1000.identifier-0001", "s3cr3t-c4n4ry-4711", true, true);
			assertThat(run(ROOTFI, "--id", "1234", "--read", "--base-url", rootfi.baseUrl().toString())).isZero();
			assertThat(rootfi.journal().all()).extracting("method").containsExactly("GET");
		}
		assertThat(shown())
			.contains("GET /integrations/1234", "api_key: set", "enabled: false", "type: ZOHO_BOOKS",
					"clientSecret = set", "useProviderIdentity = true")
			.doesNotContain("s3cr3t-c4n4ry-4711", KEY);
	}

	@Test
	void tellsWhatALiveErrorMeans() {
		try (RootFiSimulator rootfi = RootFiSimulator.start(KEY)) {
			rootfi.always(Fault.answer(401, "application/json",
					"{\"error\": {\"code\": \"no-such-key\", \"message\": \"" + KEY + " is unknown\"}}"));
			assertThat(run(ROOTFI, "--id", "1234", "--read", "--base-url", rootfi.baseUrl().toString())).isEqualTo(1);
		}
		assertThat(shown()).contains("provider.authentication-failed", "its code: no-such-key").doesNotContain(KEY);
	}

	@Test
	void asksForFurtherKeys() {
		try (ScriptedSimulator datadog = ScriptedSimulator.start(Script.of("datadog")).add(true)) {
			String[] arguments = { "docs/descriptors/datadog.yaml", "--id", "abc-def-123", "--read", "--base-url",
					datadog.baseUrl().toString(), "--key-from", "DD", "--key-from", "application=DD_APP" };
			assertThat(CheckDescriptor.run(List.of(arguments),
					Map.of("DD", "key-of-tests-0815", "DD_APP", "another-key-4711"), print(), print()))
				.isZero();
		}
		assertThat(shown()).contains("to be configured beside base-url and api-key: keys.application", "enabled: true")
			.doesNotContain("another-key-4711");
	}

	@Test
	void sendsNothingInADryRun() {
		try (RootFiSimulator rootfi = RootFiSimulator.start(KEY)) {
			for (String action : List.of("--enable", "--disable", "--read")) {
				assertThat(run(ROOTFI, "--id", "1234", action, "--dry-run", "--base-url", rootfi.baseUrl().toString()))
					.isZero();
			}
			assertThat(rootfi.journal().count()).isZero();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "a b", ROOTFI + " --id", ROOTFI + " --id 1", ROOTFI + " --read",
			ROOTFI + " --id 1 --read --enable", ROOTFI + " --loud", ROOTFI + " --key-from x=NOT_SET" })
	void saysHowItIsUsed(String arguments) {
		assertThat(CheckDescriptor.run(arguments.isEmpty() ? List.of() : List.of(arguments.split(" ", -1)), Map.of(),
				print(), print()))
			.isEqualTo(2);
		assertThat(shown()).contains("check-descriptor FILE");
	}

	@Test
	void helpsIfAsked() {
		assertThat(CheckDescriptor.run(List.of("--help"), Map.of(), print(), print())).isZero();
		assertThat(shown()).startsWith("check-descriptor FILE");
	}

	@Test
	void refusesWhatCannotBe() {
		assertThat(run("none.yaml")).isEqualTo(1);
		assertThat(run(ROOTFI, "--id", "0", "--read")).isEqualTo(1);
		assertThat(run(ROOTFI, "--id", "1", "--read", "--base-url", "http://api.example")).isEqualTo(1);
		assertThat(shown()).contains("none.yaml cannot be read", "The id 0 must be an integer from 1",
				"must be https unless the host is loopback");
	}

	private int run(String... arguments) {
		return CheckDescriptor.run(List.of(arguments), Map.of("API_KEY", KEY), print(), print());
	}

	private PrintStream print() {
		return new PrintStream(output, true, StandardCharsets.UTF_8);
	}

	private String shown() {
		return output.toString(StandardCharsets.UTF_8);
	}

}
