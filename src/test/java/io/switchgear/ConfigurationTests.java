package io.switchgear;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

import io.switchgear.support.TestDatabase;
import io.switchgear.support.TestKeyset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/** A wrong setting stops the start, and one line says which. */
@ExtendWith(OutputCaptureExtension.class)
class ConfigurationTests {

	private static final String KEYSET = "switchgear.encryption.keyset";

	private static final String KEYSET_FILE = "switchgear.encryption.keyset-file";

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			textBlock = """
					encryption.keyset          | ``                          | is missing: set SWITCHGEAR_KEYSET
					encryption.keyset          | c4n4ry-garbage              | is not a cleartext Tink keyset
					encryption.keyset          | {"key": []}                 | is not a cleartext Tink keyset
					providers.rootfi.api-key   | ``                          | is missing (set switchgear.providers.rootfi.enabled
					providers.whisk.api-key    | ` `                         | is missing
					providers.rootfi.api-key   | c4n4ry\u00e9                | has a character that no HTTP header can carry
					providers.rootfi.base-url  | http://api.rootfi.dev       | must be https unless the host is loopback
					providers.rootfi.base-url  | http://127.0.0.1.example    | must be https unless the host is loopback
					providers.rootfi.base-url  | ftp://localhost             | must be https unless the host is loopback
					providers.rootfi.base-url  | https://c4n4ry@rootfi.dev   | must be an absolute URL
					providers.rootfi.base-url  | https://rootfi.dev?k=c4n4ry | must be an absolute URL
					providers.rootfi.base-url  | api.rootfi.dev              | must be an absolute URL
					providers.rootfi.base-url  | ``                          | is missing
					providers.rootfi.proxy     | https://proxy.example:3128  | must be http://host:port or socks5://host:port
					providers.rootfi.proxy     | http://proxy.example        | must be http://host:port or socks5://host:port
					providers.rootfi.proxy     | proxy.example:3128          | must be http://host:port or socks5://host:port
					providers.rootfi.proxy     | http://u:c4n4ry@proxy:3128  | must be http://host:port or socks5://host:port
					providers.rootfi.proxy-credentials | c4n4ry              | must be of the form user:password
					providers.rootfi.connector | acme                        | must be one of [
					providers.rootfi.deadline  | 0s                          | must be positive
					providers.rootfi.deadline  | -1s                         | must be positive
					providers.rootfi.import-every | 1h                       | is of no use: the provider has no list; set reread-every
					providers.whisk.reread-every  | 1h                       | is of no use: the provider lists its integrations; set import-every
					providers.whisk.import-every  | 0s                       | must be at least a second
					""")
	void saysInOneLineWhatIsWrong(String property, String value, String fault, CapturedOutput output) {
		String name = "switchgear." + property;
		assertThatException().isThrownBy(() -> start(Map.of(name, value)).close());
		assertThat(description(output)).startsWith(name + " ").contains(fault).doesNotContain("\n");
		assertThat(output.getAll()).doesNotContain("c4n4ry");
	}

	@ParameterizedTest
	@ValueSource(strings = { "whisk-callers", "rootfi-reads" })
	void acceptsNoProviderWithTheNameOfALimit(String provider, CapturedOutput output) {
		String name = "switchgear.providers." + provider;
		assertThatException().isThrownBy(() -> start(Map.of(name + ".api-key", "some-key")).close());
		assertThat(description(output)).startsWith(name + " is no name for a provider");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			textBlock = """
					spring.security.oauth2.resourceserver.jwt.jwk-set-uri    | ``                         | is missing: set it, or issuer-uri
					spring.security.oauth2.resourceserver.jwt.jwk-set-uri    | http://issuer.example/keys | must be https unless the host is loopback
					spring.security.oauth2.resourceserver.jwt.jwk-set-uri    | issuer.example             | must be an absolute URL
					spring.security.oauth2.resourceserver.jwt.jws-algorithms | RS256, HS256               | must be a list without doubles of [RS256
					spring.security.oauth2.resourceserver.jwt.jws-algorithms | none                       | must be a list without doubles of [RS256
					switchgear.security.keys.refresh-interval                | 0s                         | must be positive
					switchgear.security.keys.unknown-key-interval            | -1s                        | must be positive
					switchgear.security.keys.outage-tolerance                | 0s                         | must be positive
					""")
	void saysInOneLineWhatIsWrongWithTheIssuer(String property, String value, String fault, CapturedOutput output) {
		assertThatException().isThrownBy(() -> start(Map.of(property, value)).close());
		assertThat(description(output)).startsWith(property + " ").contains(fault).doesNotContain("\n");
	}

	@Test
	void asksNoIssuerOverPlainHttpWhereItsKeysAre(CapturedOutput output) {
		String issuer = "spring.security.oauth2.resourceserver.jwt.issuer-uri";
		String keys = "spring.security.oauth2.resourceserver.jwt.jwk-set-uri";
		assertThatException().isThrownBy(() -> start(Map.of(keys, "", issuer, "http://issuer.example")).close());
		assertThat(description(output)).startsWith(issuer + " must be https").doesNotContain("\n");
	}

	@Test
	void namesASettingThatIsNotOfItsType(CapturedOutput output) {
		assertThatException().isThrownBy(() -> start(Map.of("switchgear.providers.rootfi.deadline", "soon")).close());
		assertThat(description(output)).contains("switchgear.providers.rootfi.deadline", "soon");
	}

	@Test
	void namesAKeysetFileThatIsNotThere(@TempDir Path folder, CapturedOutput output) {
		String file = folder.resolve("none.json").toString();
		assertThatException().isThrownBy(() -> start(Map.of(KEYSET, "", KEYSET_FILE, file)).close());
		assertThat(description(output)).isEqualTo("switchgear.encryption.keyset-file cannot be read");
	}

	@Test
	void startsWithAKeysetFileAndWithoutAProviderThatIsSwitchedOff(@TempDir Path folder) throws IOException {
		Path file = Files.writeString(folder.resolve("keyset.json"), TestKeyset.create());
		try (ConfigurableApplicationContext context = start(Map.of(KEYSET, "", KEYSET_FILE, file.toString(),
				"switchgear.providers.whisk.api-key", "", "switchgear.providers.whisk.enabled", "false"))) {
			assertThat(context.isRunning()).isTrue();
		}
	}

	private static String description(CapturedOutput output) {
		String report = output.getOut();
		String heading = "Description:";
		assertThat(report).contains("APPLICATION FAILED TO START", heading, "Action:");
		return report.substring(report.indexOf(heading) + heading.length(), report.indexOf("Action:")).strip();
	}

	private static ConfigurableApplicationContext start(Map<String, String> wrong) {
		TestDatabase database = TestDatabase.shared();
		Map<String, String> settings = new HashMap<>(Map.of("spring.datasource.url", database.url(),
				"spring.datasource.username", database.user(), "spring.datasource.password", database.password(),
				"spring.security.oauth2.resourceserver.jwt.jwk-set-uri", "https://issuer.example/jwks", "server.port",
				"0", "management.server.port", "0", KEYSET, TestKeyset.create(), "switchgear.providers.whisk.api-key",
				"whisk-key", "switchgear.providers.rootfi.api-key", "rootfi-key"));
		settings.putAll(wrong);
		return SpringApplication.run(SwitchgearApplication.class,
				settings.entrySet()
					.stream()
					.map((setting) -> "--%s=%s".formatted(setting.getKey(), setting.getValue()))
					.toArray(String[]::new));
	}

}
