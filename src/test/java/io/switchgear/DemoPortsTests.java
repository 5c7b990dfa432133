package io.switchgear;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertyResolver;
import org.springframework.core.env.PropertySourcesPropertyResolver;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

class DemoPortsTests {

	@Test
	void arePresetWhereNothingIsSaid() {
		assertThat(DemoPorts.from(environment(Map.of()))).isEqualTo(new DemoPorts(8080, 8081, 9000, 9101, 9102, 9103));
	}

	@Test
	void areChosenByEnvironmentVariables() {
		Map<String, Object> variables = Map.of("SERVER_PORT", "1", "MANAGEMENT_SERVER_PORT", "2", "DEMO_ISSUER_PORT",
				"3", "DEMO_WHISK_PORT", "4", "DEMO_ROOTFI_PORT", "65535", "DEMO_SVIX_PORT", "5");
		assertThat(DemoPorts.from(environment(variables))).isEqualTo(new DemoPorts(1, 2, 3, 4, 65535, 5));
	}

	@Test
	void sayWhichSettingIsNoPort() {
		assertThatExceptionOfType(DemoPorts.Unusable.class)
			.isThrownBy(() -> DemoPorts.from(environment(Map.of("DEMO_ISSUER_PORT", "65536"))))
			.withMessage("DEMO_ISSUER_PORT is not a port: 65536");
		assertThatExceptionOfType(DemoPorts.Unusable.class)
			.isThrownBy(() -> DemoPorts.from(environment(Map.of("SERVER_PORT", "http"))))
			.withMessage("SERVER_PORT is not a port: http");
	}

	@Test
	void sayInOneLineWhichIsTaken() throws IOException {
		try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
			int port = taken.getLocalPort();
			assertThatExceptionOfType(DemoPorts.Unusable.class)
				.isThrownBy(() -> new DemoPorts(0, 0, 0, 0, port, 0).requireFree())
				.withMessage(
						"Port %d is taken: free it, or choose another by the environment variable DEMO_ROOTFI_PORT",
						port);
			assertThatExceptionOfType(DemoPorts.Unusable.class)
				.isThrownBy(() -> new DemoPorts(port, 0, 0, 0, 0, 0).requireFree())
				.withMessageContaining("SERVER_PORT");
		}
	}

	@Test
	void mayAllBeFree() {
		assertThatNoException().isThrownBy(() -> DemoPorts.free().requireFree());
	}

	private static PropertyResolver environment(Map<String, Object> variables) {
		MutablePropertySources sources = new MutablePropertySources();
		sources.addFirst(new SystemEnvironmentPropertySource("variables", variables));
		return new PropertySourcesPropertyResolver(sources);
	}

}
