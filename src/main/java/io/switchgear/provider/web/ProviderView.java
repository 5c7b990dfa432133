package io.switchgear.provider.web;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import io.swagger.v3.oas.annotations.media.Schema;
import io.switchgear.connector.Capability;
import io.switchgear.connector.ConnectorDescription;
import io.switchgear.outbound.Availability;
import io.switchgear.outbound.Holds;
import io.switchgear.provider.Inventory;
import io.switchgear.provider.Provider;
import org.jspecify.annotations.Nullable;

/** A configured provider as callers see it. */
@Schema(name = "Provider")
record ProviderView(@Schema(example = "rootfi") String name, @Schema(example = "rootfi") String connector,
		List<Capability> capabilities,
		@Schema(description = "The JSON type of each setting",
				example = "{\"useProviderIdentity\": \"boolean\"}") Map<String, String> settings,
		List<String> credentials,
		@Schema(description = "The worst state on any replica", example = "closed") String circuitBreaker,
		@Schema(description = "When a replica last got a response") @Nullable Instant lastSuccess,
		@Nullable Failure lastFailure,
		@Schema(description = "Absent if the provider is not on hold") Holds.@Nullable Hold hold,
		@Schema(description = "Absent while the database cannot be read") @Nullable Inventory inventory) {

	static ProviderView of(Provider provider, Availability availability, Optional<Holds.Hold> hold,
			@Nullable Inventory inventory) {
		ConnectorDescription description = provider.description();
		Map<String, String> settings = new TreeMap<>();
		description.settings().forEach((name, type) -> settings.put(name, ConnectorDescription.jsonType(type)));
		Instant failed = availability.lastFailure();
		return new ProviderView(provider.name(), description.type(),
				description.capabilities().stream().sorted().toList(), settings,
				description.credentials().stream().sorted().toList(), availability.circuitBreaker(),
				availability.lastSuccess(),
				(failed != null) ? new Failure(failed, availability.lastFailureKind()) : null, hold.orElse(null),
				inventory);
	}

	/** When and how the provider last failed. */
	record Failure(Instant at, @Schema(example = "status_503") @Nullable String kind) {
	}

}
