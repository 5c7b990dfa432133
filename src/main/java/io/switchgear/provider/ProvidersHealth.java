package io.switchgear.provider;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

import io.switchgear.outbound.Availability;
import io.switchgear.outbound.Holds;
import io.switchgear.outbound.OutboundClients;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Tells how the providers are doing, seen from this replica. Always up: a provider's
 * outage is no reason to restart the gateway or to send its traffic elsewhere.
 */
final class ProvidersHealth implements HealthIndicator {

	private final Providers providers;

	private final OutboundClients clients;

	private final Holds holds;

	ProvidersHealth(Providers providers, OutboundClients clients, Holds holds) {
		this.providers = providers;
		this.clients = clients;
		this.holds = holds;
	}

	@Override
	public Health health() {
		Health.Builder health = Health.up();
		providers.all().forEach((provider) -> health.withDetail(provider.name(), detailsOf(provider)));
		return health.build();
	}

	private Map<String, Object> detailsOf(Provider provider) {
		Availability availability = clients.availability(provider.name());
		Map<String, Object> details = new LinkedHashMap<>();
		details.put("circuitBreaker", availability.circuitBreaker());
		details.put("onHold", holds.of(provider.name()).isPresent());
		holds.of(provider.name()).ifPresent((hold) -> details.put("onHoldSince", hold.since().toString()));
		Instant succeeded = availability.lastSuccess();
		if (succeeded != null) {
			details.put("lastSuccess", succeeded.toString());
		}
		Instant failed = availability.lastFailure();
		String kind = availability.lastFailureKind();
		if (failed != null && kind != null) {
			details.put("lastFailure", failed.toString());
			details.put("lastFailureKind", kind);
		}
		return details;
	}

}
