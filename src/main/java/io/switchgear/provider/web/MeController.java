package io.switchgear.provider.web;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.switchgear.provider.Provider;
import io.switchgear.provider.Providers;
import io.switchgear.security.Caller;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Tells callers who they are. */
@Tag(name = "Providers")
@RestController
class MeController {

	private final Providers providers;

	MeController(Providers providers) {
		this.providers = providers;
	}

	@Operation(operationId = "getMe", summary = "Get the caller",
			description = "Who is calling, as the history would name it, and what the token allows.")
	@GetMapping("/v1/me")
	Me get(Caller caller) {
		Map<String, List<String>> scopes = new TreeMap<>();
		for (Provider provider : providers.all()) {
			List<String> granted = caller.scopes(provider.name());
			if (!granted.isEmpty()) {
				scopes.put(provider.name(), granted);
			}
		}
		return new Me(caller.actor().name(), caller.actor().via(), scopes);
	}

	@Schema(name = "Me")
	record Me(@Schema(description = "The `actor` of what the caller does", example = "anna") String name,
			@Schema(description = "The client that carries it, if it is another",
					example = "admin-ui") @Nullable String via,
			@Schema(description = "The scopes for each configured provider that the token has any for",
					example = "{\"rootfi\": [\"integrations:read\"]}") Map<String, List<String>> scopes) {
	}

}
