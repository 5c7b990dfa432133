package io.switchgear.provider.web;

import java.util.List;
import java.util.Map;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.switchgear.outbound.Holds;
import io.switchgear.provider.Inventories;
import io.switchgear.provider.Inventory;
import io.switchgear.provider.Provider;
import io.switchgear.provider.Providers;
import io.switchgear.provider.health.HealthBoard;
import io.switchgear.security.Caller;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Reads the catalogue. */
@Tag(name = "Providers")
@RestController
@RequestMapping("/v1/providers")
class ProviderController {

	private static final Logger log = LoggerFactory.getLogger(ProviderController.class);

	private final Providers providers;

	private final HealthBoard health;

	private final Holds holds;

	private final Inventories inventories;

	ProviderController(Providers providers, HealthBoard health, Holds holds, Inventories inventories) {
		this.providers = providers;
		this.inventories = inventories;
		this.health = health;
		this.holds = holds;
	}

	@Operation(operationId = "listProviders", summary = "List the configured providers",
			description = "Lists the providers that the token may read.")
	@GetMapping
	Catalogue list(Caller caller) {
		Map<String, Inventory> known = inventories();
		return new Catalogue(providers.all()
			.stream()
			.filter((provider) -> caller.mayRead(provider.name()))
			.map((provider) -> view(provider, known))
			.toList());
	}

	@Operation(operationId = "getProvider", summary = "Get a configured provider",
			description = "Capabilities, settings, credentials and health of the provider, as all replicas together see it.")
	@GetMapping("/{provider}")
	ProviderView get(@PathVariable String provider) {
		return view(providers.get(provider), inventories());
	}

	private ProviderView view(Provider provider, @Nullable Map<String, Inventory> known) {
		return ProviderView.of(provider, health.of(provider.name()), holds.of(provider.name()),
				(known != null) ? known.getOrDefault(provider.name(), Inventory.NONE) : null);
	}

	/** Null while the database cannot be read: all else is known without it. */
	private @Nullable Map<String, Inventory> inventories() {
		try {
			return inventories.all();
		}
		catch (DataAccessException ex) {
			log.warn("Inventories cannot be read: {}", ex.getMessage());
			return null;
		}
	}

	/** The form of every list; this one has no second part. */
	record Catalogue(List<ProviderView> items) {
	}

}
