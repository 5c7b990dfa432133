package io.switchgear.helm;

import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Secret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Whether the application reads what the chart tells it. */
class ChartConfigurationTests {

	private static final KnownProperties known = new KnownProperties();

	@ParameterizedTest
	@MethodSource("io.switchgear.helm.Chart#examples")
	void setsOnlyPropertiesThatTheApplicationBinds(Chart.Example example) {
		Rendered rendered = example.render();
		Properties properties = rendered.application();
		assertThat(properties.stringPropertyNames()).isNotEmpty()
			.allMatch((name) -> known.contains(name) || ofItsConnector(name, properties));
		rendered.find(Secret.class)
			.ifPresent((secret) -> assertThat(secret.getStringData().keySet()).allMatch(known::contains));
		assertThat(rendered.gateway().getSpec().getContainers().getFirst().getEnv()).extracting(EnvVar::getName)
			.filteredOn((name) -> !name.equals("JDK_JAVA_OPTIONS"))
			.allMatch(known::containsVariable);
	}

	/**
	 * Over all providers that the examples configure, nothing that the schema allows is
	 * left out.
	 */
	@Test
	void letsNoProviderBeToldWhatNoConnectorReads() throws Exception {
		JsonNode allowed = new ObjectMapper().readTree(Chart.FOLDER.resolve("values.schema.json").toFile())
			.at("/properties/providers/additionalProperties/properties");
		Set<String> unread = new TreeSet<>();
		for (Map.Entry<String, JsonNode> value : allowed.properties()) {
			if (value.getKey().equals("settings")) {
				continue;
			}
			Properties properties = Chart.with("providers: {whisk: {%s%s: %s}}".formatted(
					value.getKey().equals("descriptor") ? "connector: http, " : "", value.getKey(),
					sample(value.getKey(), value.getValue())))
				.application();
			properties.stringPropertyNames()
				.stream()
				.filter((name) -> !known.contains(name) && !ofItsConnector(name, properties))
				.forEach(unread::add);
		}
		assertThat(allowed).isNotEmpty();
		assertThat(unread).isEmpty();
	}

	/** Such as one that was added to the image. */
	@Test
	void takesAnyConnectorWithSettingsAndSecretsOfItsOwn() {
		Rendered rendered = Chart
			.with("""
					providers:
					  acme: {connector: acme-pay, baseUrl: https://api.acme.example, settings: {account-id: 2000000, share: 0.5,
					    strict: true, note: 'a: b'}}
					secret: {properties: {switchgear.providers.acme.signing-secret: s}}
					""");
		String prefix = "switchgear.providers.acme.";
		assertThat(rendered.application()).containsEntry(prefix + "connector", "acme-pay")
			.containsEntry(prefix + "account-id", 2000000)
			.containsEntry(prefix + "share", 0.5)
			.containsEntry(prefix + "strict", true)
			.containsEntry(prefix + "note", "a: b");
		assertThat(rendered.the(Secret.class).getStringData()).containsKey(prefix + "signing-secret");
	}

	@Test
	void keepsSecretsOutOfTheConfigMap() {
		Rendered rendered = Chart.example("trial");
		assertThat(rendered.the(ConfigMap.class).getData().toString()).doesNotContain("demo-whisk-key", "primaryKeyId")
			.contains("configtree:/etc/switchgear/secret/");
	}

	@Test
	void takesTheDatabaseUserFromAnOperatorsSecret() {
		assertThat(Chart.example("production").gateway().getSpec().getContainers().getFirst().getEnv())
			.filteredOn((variable) -> variable.getValueFrom() != null)
			.extracting((variable) -> variable.getName() + "=" + variable.getValueFrom().getSecretKeyRef().getName()
					+ "/" + variable.getValueFrom().getSecretKeyRef().getKey())
			.containsExactly("SPRING_DATASOURCE_USERNAME=switchgear-app/username",
					"SPRING_DATASOURCE_PASSWORD=switchgear-app/password");
		assertThat(Chart.example("production").application()).doesNotContainKey("spring.datasource.username");
	}

	@Test
	void writesTheDatabaseUrlFromItsParts() {
		assertThat(Chart.with("database: {host: db, port: 6432, name: app, parameters: sslmode=require}").application())
			.containsEntry("spring.datasource.url", "jdbc:postgresql://db:6432/app?sslmode=require");
	}

	@Test
	void namesTheSignaturesToTakeOnlyIfItIsToldTo() {
		String property = "spring.security.oauth2.resourceserver.jwt.jws-algorithms";
		assertThat(Chart.with("jwt: {algorithms: [ES256, PS256]}").application()).containsEntry(property,
				"ES256,PS256");
		assertThat(Chart.example("production").application()).doesNotContainKey(property);
	}

	@Test
	void logsPeopleInAtTheIssuerOfTheTokensUnlessItIsToldOfAnother() {
		String issuer = "spring.security.oauth2.client.provider.console.issuer-uri";
		assertThat(Chart.example("production").application())
			.containsEntry(issuer, "https://login.example/realms/internal")
			.containsEntry("switchgear.console.enabled", true)
			.containsEntry("switchgear.console.login.parameters.audience", "switchgear");
		assertThat(Chart
			.with("console: {enabled: true, clientId: console, issuerUri: 'https://people.example', logoutUrl: /out}")
			.application()).containsEntry(issuer, "https://people.example")
			.containsEntry("switchgear.console.logout-url", "/out");
		assertThat(Chart.with("console: {clientId: console}").application().stringPropertyNames())
			.noneMatch((name) -> name.contains("console"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "0815", "1e3", "true", "a: b", "@x", "x #y", "{x}" })
	void keepsTextWhateverItLooksLike(String text) {
		Map<String, String> clients = Map.of("clientId", "spring.security.oauth2.client.registration.console.client-id",
				"logoutUrl", "switchgear.console.logout-url");
		String values = clients.keySet()
			.stream()
			.map((name) -> name + ": '" + text + "'")
			.collect(Collectors.joining(", "));
		Properties properties = Chart.with(
				"console: {enabled: true, scopes: ['%1$s'], %2$s}\njwt: {audience: '%1$s'}\ndatabase: {username: '%1$s'}"
					.formatted(text, values))
			.application();
		assertThat(properties).containsEntry("spring.security.oauth2.client.registration.console.scope", text)
			.containsEntry("spring.security.oauth2.resourceserver.jwt.audiences", text)
			.containsEntry("spring.datasource.username", text);
		clients.values().forEach((property) -> assertThat(properties).containsEntry(property, text));
	}

	@Test
	void keepsAddressesWhateverIsInThem() {
		String address = "https://login.example/a?x=1&y={z}";
		Properties properties = Chart
			.with(("jwt: {issuerUri: '%1$s:#', jwkSetUri: '%1$s'}\n"
					+ "console: {enabled: true, clientId: c, redirectUri: '%1$s', issuerUri: '%1$s:'}")
				.formatted(address))
			.application();
		String security = "spring.security.oauth2.";
		assertThat(properties).containsEntry(security + "resourceserver.jwt.issuer-uri", address + ":#")
			.containsEntry(security + "resourceserver.jwt.jwk-set-uri", address)
			.containsEntry(security + "client.registration.console.redirect-uri", address)
			.containsEntry(security + "client.provider.console.issuer-uri", address + ":");
	}

	@Test
	void letsFreeConfigurationHaveTheLastWord() {
		assertThat(Chart.with("config: {spring: {datasource: {hikari: {maximum-pool-size: 7}}}}").application())
			.containsEntry("spring.datasource.hikari.maximum-pool-size", 7)
			.containsKey("spring.datasource.url");
	}

	private static boolean ofItsConnector(String property, Properties properties) {
		if (!property.startsWith("switchgear.providers.")) {
			return false;
		}
		String provider = property.substring(0, property.lastIndexOf('.'));
		String own = property.substring(property.lastIndexOf('.') + 1);
		return KnownProperties.ofConnector(properties.getProperty(provider + ".connector", ""))
			.anyMatch((bound) -> bound.equalsIgnoreCase(own.replace("-", "")));
	}

	private static String sample(String name, JsonNode schema) {
		if (schema.has("examples")) {
			return schema.at("/examples/0").asText();
		}
		if (schema.path("type").asText().equals("boolean")) {
			return "true";
		}
		return switch (name) {
			case "connector" -> "whisk";
			case "baseUrl" -> "https://example.com";
			default -> "5s";
		};
	}

}
