package io.switchgear.inventory.web;

import java.util.Map;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.switchgear.idempotency.Answer;
import io.switchgear.idempotency.Idempotency;
import io.switchgear.idempotency.IdempotencyKey;
import io.switchgear.inventory.Imports;
import io.switchgear.provider.Inventory;
import io.switchgear.provider.Provider;
import io.switchgear.provider.Providers;
import io.switchgear.security.Caller;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Makes the integrations of a provider known. */
@Tag(name = "Providers")
@RestController
class ImportController {

	private final Providers providers;

	private final Imports imports;

	private final Idempotency idempotency;

	ImportController(Providers providers, Imports imports, Idempotency idempotency) {
		this.providers = providers;
		this.imports = imports;
		this.idempotency = idempotency;
	}

	@Operation(operationId = "importIntegrations", summary = "Import the integrations of a provider",
			description = "Reads the list of the provider in the background and makes every integration known that it "
					+ "shows. `inventory` of the provider shows how far it is. Known integrations that the list no longer "
					+ "shows get `missingSince`; none is deleted. A list that cannot be read to its end changes no "
					+ "`missingSince`. While an import runs, a further one joins it.")
	@ApiResponse(responseCode = "202", description = "Accepted; runs in the background",
			content = @Content(schema = @Schema(implementation = Inventory.class)))
	@PostMapping("/v1/providers/{provider}/import")
	ResponseEntity<Object> begin(@PathVariable String provider, Caller caller, HttpServletRequest request) {
		Provider listed = providers.get(provider);
		return idempotency.once(IdempotencyKey.of(request, caller.keyOwner(), null), () -> new Answer(202,
				Map.of(HttpHeaders.LOCATION, "/v1/providers/" + listed.name()), imports.begin(listed)));
	}

}
