package io.switchgear;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Parameter;
import java.lang.reflect.RecordComponent;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import io.switchgear.support.Journey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.ClassUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/** What docs/operations.md and docs/runbooks.md say, tried out. */
class OperationsDocumentTests extends Journey {

	private static final Path PAGE = Path.of("docs/operations.md");

	private static final String OF_PROVIDERS = "switchgear.providers";

	private static final Pattern ROW = Pattern.compile("\\| `(switchgear\\.[^`]+)` \\| (?:`([^`]*)`)? ?\\| .+ \\|");

	@Autowired
	private TransactionTemplate transaction;

	@Test
	void listsEveryKeyWithItsDefault() throws IOException {
		String table = Files.readString(PAGE).split("<!-- /?keys -->", -1)[1];
		Map<String, String> documented = new TreeMap<>();
		for (Matcher row = ROW.matcher(table); row.find();) {
			documented.put(row.group(1), (row.group(2) != null) ? row.group(2) : "");
		}
		assertThat(documented).isEqualTo(boundKeys());
	}

	@Test
	void namesQueriesThatRun() throws IOException {
		rootFiIntegration();
		storeCredentials();
		List<String> statements = Stream.concat(blocks(PAGE, "sql"), blocks(Path.of("docs/runbooks.md"), "sql"))
			.toList();
		assertThat(statements).hasSizeGreaterThan(3);
		transaction.executeWithoutResult((status) -> {
			// Gateways of other tests use the same tables
			jdbc.sql("set local lock_timeout = '30s'").update();
			for (String statement : statements) {
				if (statement.startsWith("insert")) {
					assertThat(jdbc.sql(statement).update()).isEqualTo(1);
				}
				else if (statement.matches("(?s)(alter|delete) .*")) {
					jdbc.sql(statement).update();
				}
				else {
					assertThat(jdbc.sql(statement).query().listOfRows()).isNotNull();
				}
			}
			status.setRollbackOnly();
		});
	}

	@Test
	void findsTheKeyThatEachRowWasEncryptedWith() throws IOException {
		namesQueriesThatRun();
		String query = blocks(PAGE, "sql").filter((block) -> block.contains("key_id")).findFirst().orElseThrow();
		JsonNode keyset = JsonMapper.shared().readTree(KEYSET);
		assertThat(jdbc.sql(query).query().singleRow()).containsEntry("key_id", keyset.path("primaryKeyId").longValue())
			.containsEntry("count", 1L);
	}

	@Test
	void makesAKeysetWithNothingButAShell(@TempDir Path folder) throws Exception {
		assumeThat(Path.of("/bin/sh")).exists();
		String commands = blocks(PAGE, "sh").filter((block) -> block.contains("keyset.json")).findFirst().orElseThrow();
		Process shell = new ProcessBuilder("/bin/sh", "-c", commands).directory(folder.toFile()).inheritIO().start();
		assertThat(shell.waitFor()).isZero();
		AeadConfig.register();
		Aead aead = TinkJsonProtoKeysetFormat
			.parseKeyset(Files.readString(folder.resolve("keyset.json")), RegistryConfiguration.get(),
					InsecureSecretKeyAccess.get())
			.getPrimitive(RegistryConfiguration.get(), Aead.class);
		byte[] id = { 1 };
		assertThat(aead.decrypt(aead.encrypt(new byte[] { 7 }, id), id)).containsExactly(7);
	}

	private static Stream<String> blocks(Path page, String language) throws IOException {
		return Pattern.compile("(?s)```" + language + "\n(.*?)\n *```")
			.matcher(Files.readString(page))
			.results()
			.map((block) -> block.group(1).strip().replaceFirst(";$", ""))
			.toList()
			.stream();
	}

	private static Map<String, String> boundKeys() throws IOException {
		Map<String, String> keys = new TreeMap<>();
		for (URL url : Collections.list(OperationsDocumentTests.class.getClassLoader()
			.getResources("META-INF/spring-configuration-metadata.json"))) {
			try (InputStream metadata = url.openStream()) {
				JsonMapper.shared().readTree(metadata).path("properties").forEach((property) -> {
					String name = property.path("name").stringValue();
					if (name.startsWith("switchgear.") && !name.equals(OF_PROVIDERS)) {
						keys.put(name, property.path("defaultValue").asString(""));
					}
				});
			}
		}
		for (String module : List.of("provider", "connector")) {
			for (Resource type : new PathMatchingResourcePatternResolver()
				.getResources("classpath*:io/switchgear/" + module + "/**/*Properties.class")) {
				addComponents(keys, classOf(type));
			}
		}
		return keys;
	}

	/** What the metadata cannot list, since it lies in a map. */
	private static void addComponents(Map<String, String> keys, Class<?> properties) {
		if (properties.getSimpleName().equals("ProvidersProperties")) {
			return;
		}
		RecordComponent[] components = properties.getRecordComponents();
		Parameter[] parameters = properties.getDeclaredConstructors()[0].getParameters();
		for (int index = 0; index < components.length; index++) {
			DefaultValue value = parameters[index].getAnnotation(DefaultValue.class);
			String name = components[index].getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
			keys.put(OF_PROVIDERS + ".<name>." + name, (value != null) ? String.join(",", value.value()) : "");
		}
	}

	private static Class<?> classOf(Resource file) {
		try {
			MatchResult path = Pattern.compile(".*/(io/switchgear/.*)\\.class$")
				.matcher(file.getURL().toString())
				.results()
				.findFirst()
				.orElseThrow();
			return ClassUtils.resolveClassName(path.group(1).replace('/', '.'), null);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
