package io.switchgear.security.issuer;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import com.sun.net.httpserver.HttpServer;
import io.switchgear.security.IssuerUrl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Where keys are fetched from. The issuer of these tests is behind a proxy. */
class IssuerAddressTests {

	private static final String ISSUER = "http://issuer.invalid/realms/internal";

	private final Map<String, String> pages = new java.util.concurrent.ConcurrentHashMap<>();

	private final List<String> asked = new CopyOnWriteArrayList<>();

	private HttpServer proxy;

	@BeforeEach
	void startProxy() throws IOException {
		proxy = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		proxy.createContext("/", (exchange) -> {
			String url = exchange.getRequestURI().toString();
			asked.add(url);
			byte[] page = pages.getOrDefault(url, "").getBytes(StandardCharsets.UTF_8);
			exchange.sendResponseHeaders((page.length > 0) ? 200 : 401, Math.max(page.length, -1));
			exchange.getResponseBody().write(page);
			exchange.close();
		});
		proxy.start();
		System.setProperty("http.proxyHost", proxy.getAddress().getHostString());
		System.setProperty("http.proxyPort", String.valueOf(proxy.getAddress().getPort()));
	}

	@AfterEach
	void stopProxy() {
		System.clearProperty("http.proxyHost");
		System.clearProperty("http.proxyPort");
		proxy.stop(0);
	}

	@ParameterizedTest
	@ValueSource(strings = { ISSUER + "/.well-known/openid-configuration",
			"http://issuer.invalid/.well-known/openid-configuration/realms/internal",
			"http://issuer.invalid/.well-known/oauth-authorization-server/realms/internal" })
	void findsTheKeysByEachKindOfMetadataThroughAProxy(String address) throws IOException {
		pages.put(address, metadata(ISSUER, "https://issuer.invalid/keys"));
		assertThat(discovery(true).keysUrl()).isEqualTo(URI.create("https://issuer.invalid/keys"));
		assertThat(asked).endsWith(address);
	}

	@Test
	void takesNoMetadataOfAnotherIssuer() {
		pages.put(ISSUER + "/.well-known/openid-configuration",
				metadata("http://another.invalid", "https://issuer.invalid/keys"));
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> discovery(true).keysUrl())
			.withMessageContaining("another issuer");
	}

	@ParameterizedTest
	@ValueSource(strings = { "http://issuer.invalid/keys", "file:///etc/passwd", "", "keys" })
	void fetchesNoKeysThatAnybodyOnTheWayCouldExchange(String keys) {
		pages.put(ISSUER + "/.well-known/openid-configuration", metadata(ISSUER, keys));
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> discovery(false).keysUrl())
			.withMessageContaining("jwks_uri");
	}

	@ParameterizedTest
	@ValueSource(strings = { "not json", "[]", "{\"issuer\": 1}" })
	void saysThatMetadataCannotBeUnderstood(String metadata) {
		pages.put(ISSUER + "/.well-known/openid-configuration", metadata);
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> discovery(true).keysUrl());
	}

	@Test
	void readsNoMoreThanAMegabyte() {
		pages.put("http://issuer.invalid/keys", "x".repeat((1 << 20) + 1));
		assertThatExceptionOfType(IOException.class)
			.isThrownBy(() -> new IssuerClient().get(URI.create("http://issuer.invalid/keys")));
	}

	@ParameterizedTest
	@ValueSource(strings = { "https://login.example/keys", "http://localhost:9000/keys", "http://127.0.0.1/keys",
			"http://127.9.9.9/keys", "http://[::1]:9000/keys", "HTTPS://login.example" })
	void callsAddressesThatAreEncryptedOrOnThisMachine(String address) {
		assertThat(new IssuerUrl(false).fault(address)).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "http://login.example/keys", "http://localhost.example/keys", "http://10.0.0.1/keys",
			"http://127.0.0.1.example/keys", "ftp://localhost/keys", "file:///keys", "login.example", "",
			"https://user:secret@login.example", "https://", "http://[::2]/keys", "https://a b" })
	void callsNoOthers(String address) {
		assertThat(new IssuerUrl(false).fault(address)).startsWith("must be");
	}

	private static IssuerDiscovery discovery(boolean allowPlainHttp) {
		return new IssuerDiscovery(ISSUER, new IssuerClient(), new IssuerUrl(allowPlainHttp));
	}

	private static String metadata(String issuer, String keys) {
		return "{\"issuer\": \"%s\", \"jwks_uri\": \"%s\"}".formatted(issuer, keys);
	}

}
