package io.switchgear.provider.web;

import java.util.List;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.switchgear.outbound.Holds;
import io.switchgear.outbound.OutboundClients;
import io.switchgear.provider.Provider;
import io.switchgear.provider.Providers;
import io.switchgear.security.Caller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Reads the catalogue. */
@Tag(name = "Providers")
@RestController
@RequestMapping("/v1/providers")
class ProviderController {

	private final Providers providers;

	private final OutboundClients clients;

	private final Holds holds;

	ProviderController(Providers providers, OutboundClients clients, Holds holds) {
		this.providers = providers;
		this.clients = clients;
		this.holds = holds;
	}

	@Operation(operationId = "listProviders", summary = "List the configured providers",
			description = "Lists the providers that the token may read.")
	@GetMapping
	Catalogue list(Caller caller) {
		return new Catalogue(providers.all()
			.stream()
			.filter((provider) -> caller.mayRead(provider.name()))
			.map(this::view)
			.toList());
	}

	@Operation(operationId = "getProvider", summary = "Get a configured provider",
			description = "Capabilities, settings, credentials and health of the provider, as this replica sees it.")
	@GetMapping("/{provider}")
	ProviderView get(@PathVariable String provider) {
		return view(providers.get(provider));
	}

	private ProviderView view(Provider provider) {
		return ProviderView.of(provider, clients.availability(provider.name()), holds.of(provider.name()));
	}

	/** The form of every list; this one has no second part. */
	record Catalogue(List<ProviderView> items) {
	}

}
