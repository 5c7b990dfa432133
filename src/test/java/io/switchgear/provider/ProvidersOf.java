package io.switchgear.provider;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

import io.github.resilience4j.bulkhead.BulkheadRegistry;
import io.switchgear.connector.OwnSettings;
import io.switchgear.connector.ProviderConnector;
import io.switchgear.connector.ProviderSettings;
import io.switchgear.credential.Secret;
import io.switchgear.outbound.CallerLimit;

/** Configured providers without settings of their own, for tests of what uses them. */
public final class ProvidersOf {

	private ProvidersOf() {
	}

	public static Providers none() {
		return new Providers(Map.of());
	}

	/** A provider with a connector of the test's own. */
	public static Providers one(String name, ProviderConnector connector, Duration deadline, Clock clock) {
		ProviderSettings settings = new ProviderSettings(name, URI.create("http://127.0.0.1:1"), Secret.of("key"),
				deadline, false, null, new NoSettings());
		return new Providers(Map.of(name, new Provider(settings, connector,
				new CallerLimit(name, BulkheadRegistry.ofDefaults(), clock), Looks.NONE, clock)));
	}

	private static final class NoSettings implements OwnSettings {

		@Override
		public <T extends Record> T bind(Class<T> type) {
			throw new UnsupportedOperationException();
		}

		@Override
		public Set<Secret> secrets() {
			return Set.of();
		}

	}

}
