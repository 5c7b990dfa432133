package io.switchgear.connector.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.switchgear.connector.Desired;
import io.switchgear.connector.Target;
import io.switchgear.contract.ConnectorContract;
import io.switchgear.contract.ConnectorUnderTest;
import io.switchgear.provider.Provider;
import io.switchgear.simulator.Script;
import io.switchgear.simulator.ScriptedSimulator;
import io.switchgear.support.CheckedInFile;
import io.switchgear.support.ConnectedProviders;
import io.switchgear.support.SentRequests;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The descriptors of docs/descriptors, each at a provider that a script simulates: what
 * they send is checked in, and each fulfils the contract.
 */
class DocumentedDescriptorTests {

	private static final String KEY = "key-of-tests-0815";

	@ParameterizedTest
	@MethodSource("names")
	void sendsWhatItsDocumentShows(String name) {
		Script script = Script.of(name);
		try (ScriptedSimulator simulator = ScriptedSimulator.start(script).add(true);
				ConnectedProviders providers = ConnectedProviders.start(settings(name, script, simulator))) {
			Provider provider = providers.get(name);
			Target target = new Target(provider.ref(script.id()), Map.of());
			for (boolean on : List.of(false, true)) {
				assertThat(
						provider.apply(target, Desired.switched(on), ConnectedProviders.scopeFor(provider)).enabled())
					.isEqualTo(on);
				assertThat(simulator.enabled()).isEqualTo(on);
			}
			assertThat(provider.read(target, ConnectedProviders.scopeFor(provider)).enabled()).isTrue();
			CheckedInFile.of("src/test/resources/golden/described/" + name + ".json")
				.shows(SentRequests.of(simulator.journal()));
		}
	}

	@ParameterizedTest
	@MethodSource("names")
	void saysWhatItFollowsAndThatNobodyTriedIt(String name) {
		assertThat(Descriptors.text(Descriptors.documented(name)).lines().limit(3).collect(Collectors.joining(" ")))
			.matches("# .*Follows https://.*not tried against the live service.*");
	}

	@Test
	void areAllTestedAgainstTheContract() {
		List<String> tested = Arrays.stream(DocumentedDescriptorTests.class.getDeclaredClasses())
			.filter(ConnectorContract.class::isAssignableFrom)
			.map((contract) -> contract.getSimpleName().toLowerCase(Locale.ROOT))
			.toList();
		assertThat(names()).hasSizeGreaterThanOrEqualTo(10).allMatch(tested::contains);
	}

	static List<String> names() {
		try (Stream<Path> files = Files.list(Path.of("docs/descriptors"))) {
			return files.map((file) -> file.getFileName().toString())
				.filter((name) -> name.endsWith(".yaml"))
				.map((name) -> name.replace(".yaml", ""))
				.sorted()
				.toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static List<String> settings(String name, Script script, ScriptedSimulator simulator) {
		List<String> settings = new ArrayList<>(ConnectedProviders.settings(name, "http", simulator.baseUrl(), KEY));
		own(name, script)
			.forEach((key, value) -> settings.add("switchgear.providers.%s.%s=%s".formatted(name, key, value)));
		return settings;
	}

	private static Map<String, String> own(String name, Script script) {
		Map<String, String> own = new TreeMap<>(script.settings());
		own.put("descriptor", Descriptors.documented(name));
		return own;
	}

	@Nested
	class Auth0 extends ConnectorContract {

		Auth0() {
			super(Scripted.of("auth0"));
		}

	}

	@Nested
	class Composio extends ConnectorContract {

		Composio() {
			super(Scripted.of("composio"));
		}

	}

	@Nested
	class Datadog extends ConnectorContract {

		Datadog() {
			super(Scripted.of("datadog"));
		}

	}

	@Nested
	class Fivetran extends ConnectorContract {

		Fivetran() {
			super(Scripted.of("fivetran"));
		}

	}

	@Nested
	class GitHub extends ConnectorContract {

		GitHub() {
			super(Scripted.of("github"));
		}

	}

	@Nested
	class Hookdeck extends ConnectorContract {

		Hookdeck() {
			super(Scripted.of("hookdeck"));
		}

	}

	@Nested
	class Okta extends ConnectorContract {

		Okta() {
			super(Scripted.of("okta"));
		}

	}

	@Nested
	class PagerDuty extends ConnectorContract {

		PagerDuty() {
			super(Scripted.of("pagerduty"));
		}

	}

	@Nested
	class Segment extends ConnectorContract {

		Segment() {
			super(Scripted.of("segment"));
		}

	}

	@Nested
	class Stripe extends ConnectorContract {

		Stripe() {
			super(Scripted.of("stripe"));
		}

	}

	@Nested
	class Svix extends ConnectorContract {

		Svix() {
			super(Scripted.of("svix"));
		}

	}

	@Nested
	class Unleash extends ConnectorContract {

		Unleash() {
			super(Scripted.of("unleash"));
		}

	}

	private record Scripted(String name, Script script, ScriptedSimulator simulator) implements ConnectorUnderTest {

		static Scripted of(String name) {
			Script script = Script.of(name);
			return new Scripted(name, script, ScriptedSimulator.start(script));
		}

		@Override
		public String type() {
			return "http";
		}

		@Override
		public String apiKey() {
			return KEY;
		}

		@Override
		public Map<String, String> ownSettings() {
			return own(name, script);
		}

		@Override
		public List<String> ownSecrets() {
			return script.secrets();
		}

		@Override
		public String writeMethod() {
			return script.writeMethod();
		}

		@Override
		public String plant(boolean enabled) {
			simulator.add(enabled);
			return script.id();
		}

		@Override
		public boolean enabled(String id) {
			return simulator.enabled();
		}

		@Override
		public String missingId() {
			return script.missing();
		}

		@Override
		public List<String> impossibleIds() {
			return script.impossible();
		}

		@Override
		public int writesUntilKeyIsGivenUp() {
			return name.equals("auth0") ? 2 : 1;
		}

		/** What a dry run calls those of a form, an array and nothing at all. */
		@Override
		public Set<String> members(String body) {
			if (body.startsWith("[")) {
				return Set.of("[]");
			}
			return body.startsWith("{") ? ConnectorUnderTest.super.members(body)
					: Arrays.stream(body.split("&", -1))
						.filter((pair) -> !pair.isEmpty())
						.map((pair) -> pair.split("=", -1)[0])
						.collect(Collectors.toSet());
		}

	}

}
