package io.switchgear.outbound;

import java.net.Proxy;
import java.net.URI;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The standard properties of the JVM that name proxies. */
class ForwardProxyTests {

	private static final Map<String, String> PROPERTIES = Map.of("https.proxyHost", "secure.example", "https.proxyPort",
			"3128", "http.proxyHost", "plain.example", "http.nonProxyHosts", "*.direct.example|localhost");

	@BeforeEach
	void set() {
		PROPERTIES.forEach(System::setProperty);
	}

	@AfterEach
	void clear() {
		PROPERTIES.keySet().forEach(System::clearProperty);
	}

	@ParameterizedTest
	@CsvSource({ "https://api.rootfi.dev, secure.example, 3128", "http://api.rootfi.dev, plain.example, 80",
			"https://a.direct.example,,", "https://localhost:8443,," })
	void decideTheWay(URI url, @Nullable String host, @Nullable Integer port) {
		assertThat(ForwardProxy.ofJvm(url, null))
			.isEqualTo((host != null && port != null) ? new ForwardProxy(Proxy.Type.HTTP, host, port, null) : null);
	}

}
