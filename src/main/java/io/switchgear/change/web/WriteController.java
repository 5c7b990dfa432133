package io.switchgear.change.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.switchgear.connector.IntegrationRef;
import io.switchgear.http.BodyMembers;
import io.switchgear.http.Parameters;
import io.switchgear.integration.Patch;
import io.switchgear.integration.web.IntegrationView;
import io.switchgear.provider.Providers;
import io.switchgear.security.Caller;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Writes to one integration. */
@Tag(name = "Integrations")
@RestController
@RequestMapping("/v1/integrations/{provider}/{externalId}")
class WriteController {

	private static final String MERGE_PATCH = "application/merge-patch+json";

	private final Providers providers;

	private final Writes writes;

	WriteController(Providers providers, Writes writes) {
		this.providers = providers;
		this.writes = writes;
	}

	@Operation(operationId = "enable", summary = "Enable an integration",
			description = "No registration is needed. 200 means that the provider confirmed the state.")
	@io.swagger.v3.oas.annotations.parameters.RequestBody(
			content = @Content(schema = @Schema(implementation = RequestBodies.Switch.class),
					examples = @ExampleObject(name = "With a reason", value = RequestBodies.REASON)))
	@WriteHeaders
	@PostMapping("/enable")
	ResponseEntity<Object> enable(@PathVariable String provider, @PathVariable String externalId,
			@RequestBody(required = false) @Nullable JsonNode body, Caller caller, HttpServletRequest request) {
		return switched(providers.get(provider).ref(externalId), true, body, Write.of(request, caller, body));
	}

	@Operation(operationId = "disable", summary = "Disable an integration",
			description = "No registration is needed. 200 means that the provider confirmed the state.")
	@io.swagger.v3.oas.annotations.parameters.RequestBody(
			content = @Content(schema = @Schema(implementation = RequestBodies.Switch.class),
					examples = @ExampleObject(name = "With a reason", value = RequestBodies.REASON)))
	@WriteHeaders
	@PostMapping("/disable")
	ResponseEntity<Object> disable(@PathVariable String provider, @PathVariable String externalId,
			@RequestBody(required = false) @Nullable JsonNode body, Caller caller, HttpServletRequest request) {
		return switched(providers.get(provider).ref(externalId), false, body, Write.of(request, caller, body));
	}

	@Operation(operationId = "update", summary = "Update an integration",
			description = "The provider is called only if the patch contains `enabled`, `settings` or `credentials`.")
	@io.swagger.v3.oas.annotations.parameters.RequestBody(required = true,
			content = @Content(schema = @Schema(implementation = RequestBodies.IntegrationPatch.class),
					examples = @ExampleObject(name = "A label", value = RequestBodies.LABEL)))
	@WriteHeaders
	@PatchMapping(consumes = { MERGE_PATCH, MediaType.APPLICATION_JSON_VALUE })
	ResponseEntity<Object> update(@PathVariable String provider, @PathVariable String externalId,
			@RequestBody JsonNode body, @Parameter(description = "The reason, kept in the history") @RequestParam(
					required = false) @Nullable String reason,
			Caller caller, HttpServletRequest request) {
		IntegrationRef ref = providers.get(provider).ref(externalId);
		Patch patch = BodyReader.patch(body, providers.get(provider).description());
		return writes.write(ref, patch,
				new RequestBodies.Switch(Parameters.text("reason", reason, BodyMembers.MAX_REASON_LENGTH), null),
				Write.of(request, caller, body));
	}

	@Operation(operationId = "forget", summary = "Forget an integration",
			description = "Deletes the integration and its stored credentials from the gateway. The history is kept, and the provider is not called.")
	@Parameter(in = ParameterIn.HEADER, name = "If-Match", schema = @Schema(type = "string"))
	@Parameter(in = ParameterIn.QUERY, name = "dryRun", schema = @Schema(type = "boolean", defaultValue = "false"),
			description = "Report whether it would be forgotten without forgetting it")
	@ApiResponse(responseCode = "200", description = "Only with `dryRun=true`: the integration would be forgotten",
			content = @Content(mediaType = MediaType.APPLICATION_JSON_VALUE,
					schema = @Schema(implementation = IntegrationView.class)))
	@ApiResponse(responseCode = "204", description = "The integration is forgotten")
	@DeleteMapping
	ResponseEntity<Object> forget(@PathVariable String provider, @PathVariable String externalId, Caller caller,
			HttpServletRequest request) {
		IntegrationRef ref = providers.get(provider).ref(externalId);
		return writes.forget(ref, Write.of(request, caller, null));
	}

	private ResponseEntity<Object> switched(IntegrationRef ref, boolean enabled, @Nullable JsonNode body, Write write) {
		return writes.write(ref, Patch.switched(enabled), BodyReader.switching(body), write);
	}

}
