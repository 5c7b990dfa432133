package io.switchgear.http;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class DrainingTests {

	private final AtomicInteger ended = new AtomicInteger();

	@Test
	void keepsConnectionsWhileItServes() throws Exception {
		Draining draining = started(Duration.ZERO);
		assertThat(connection(draining)).isNull();
	}

	@Test
	void closesConnectionsBeforeTheWebServerDoes() throws Exception {
		Draining draining = started(Duration.ofHours(1));
		draining.stop(ended::incrementAndGet);
		assertThat(connection(draining)).isEqualTo("close");
		assertThat(draining.isRunning()).isFalse();
		assertThat(ended).hasValue(0);
		assertThat(draining.getPhase()).isGreaterThan(WebServerApplicationContext.GRACEFUL_SHUTDOWN_PHASE);
	}

	@Test
	void letsTheWebServerEndAfterItsPeriod() {
		started(Duration.ofMillis(20)).stop(ended::incrementAndGet);
		await().until(() -> ended.get() == 1);
	}

	@Test
	void servesAgainAfterAPause() throws Exception {
		Draining draining = started(Duration.ZERO);
		draining.stop(ended::incrementAndGet);
		assertThat(ended).hasValue(1);
		draining.start();
		assertThat(connection(draining)).isNull();
	}

	private static Draining started(Duration period) {
		Draining draining = new Draining(period);
		draining.start();
		return draining;
	}

	private static @Nullable String connection(Draining draining) throws Exception {
		MockHttpServletResponse response = new MockHttpServletResponse();
		draining.doFilter(new MockHttpServletRequest("GET", "/v1/providers"), response, new MockFilterChain());
		return response.getHeader("Connection");
	}

}
