package io.switchgear.integration.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;

import jakarta.servlet.http.HttpServletRequest;

import io.switchgear.connector.Provider;
import io.switchgear.connector.Providers;
import io.switchgear.integration.ChangeRequest;
import io.switchgear.integration.Changes;
import io.switchgear.integration.Integration;
import io.switchgear.integration.Integrations;
import io.switchgear.integration.Patch;
import io.switchgear.problem.Problem;
import io.switchgear.problem.RequestId;
import io.switchgear.security.Caller;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
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

	private final Changes changes;

	private final Integrations integrations;

	WriteController(Providers providers, Changes changes, Integrations integrations) {
		this.providers = providers;
		this.changes = changes;
		this.integrations = integrations;
	}

	@Operation(operationId = "enable", summary = "Switch an integration on")
	@io.swagger.v3.oas.annotations.parameters.RequestBody(
			content = @Content(schema = @Schema(implementation = RequestBodies.Switch.class)))
	@PostMapping("/enable")
	ResponseEntity<IntegrationView> enable(@PathVariable String provider, @PathVariable String externalId,
			@RequestBody(required = false) @Nullable JsonNode body,
			@RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch, Caller caller,
			HttpServletRequest request) {
		return write(new Address(provider, externalId), Patch.switched(true), BodyReader.reason(body), ifMatch, caller,
				request);
	}

	@Operation(operationId = "disable", summary = "Switch an integration off")
	@io.swagger.v3.oas.annotations.parameters.RequestBody(
			content = @Content(schema = @Schema(implementation = RequestBodies.Switch.class)))
	@PostMapping("/disable")
	ResponseEntity<IntegrationView> disable(@PathVariable String provider, @PathVariable String externalId,
			@RequestBody(required = false) @Nullable JsonNode body,
			@RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch, Caller caller,
			HttpServletRequest request) {
		return write(new Address(provider, externalId), Patch.switched(false), BodyReader.reason(body), ifMatch, caller,
				request);
	}

	@Operation(operationId = "update", summary = "Update an integration",
			description = "The provider is called only if `enabled`, `settings` or `credentials` are named.")
	@io.swagger.v3.oas.annotations.parameters.RequestBody(required = true,
			content = @Content(schema = @Schema(implementation = RequestBodies.IntegrationPatch.class),
					examples = { @ExampleObject(name = "RootFi: new credentials", value = """
							{"credentials": {"clientId": "1000.ABC", "clientSecret": "the real one"}}"""),
							@ExampleObject(name = "Whisk: off, with a label", value = """
									{"enabled": false, "labels": {"team": "recipes"}}""") }))
	@PatchMapping(consumes = { MERGE_PATCH, MediaType.APPLICATION_JSON_VALUE })
	ResponseEntity<IntegrationView> update(@PathVariable String provider, @PathVariable String externalId,
			@RequestBody JsonNode body,
			@Parameter(description = "Why, for the history") @RequestParam(required = false) @Nullable String reason,
			@RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch, Caller caller,
			HttpServletRequest request) {
		Patch patch = BodyReader.patch(body, providers.get(provider).description());
		if (reason != null && reason.length() > BodyReader.LONGEST_REASON) {
			throw Problem.invalid("reason", "must have at most %d characters".formatted(BodyReader.LONGEST_REASON))
				.asException();
		}
		return write(new Address(provider, externalId), patch, reason, ifMatch, caller, request);
	}

	@Operation(operationId = "forget", summary = "Forget an integration here",
			description = "The provider is not called. Stored credentials are deleted, the history stays.")
	@DeleteMapping
	ResponseEntity<Void> forget(@PathVariable String provider, @PathVariable String externalId,
			@RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
		integrations.forget(providers.get(provider).ref(externalId), EntityTag.expected(ifMatch));
		return ResponseEntity.noContent().build();
	}

	private ResponseEntity<IntegrationView> write(Address address, Patch patch, @Nullable String reason,
			@Nullable String ifMatch, Caller caller, HttpServletRequest request) {
		Provider provider = providers.get(address.provider());
		Integration confirmed = changes.apply(new ChangeRequest(provider.ref(address.externalId()), patch, reason,
				caller.name(), EntityTag.expected(ifMatch), null, RequestId.of(request)));
		return ResponseEntity.ok()
			.eTag(EntityTag.of(confirmed.version()))
			.body(IntegrationView.of(integrations.detailed(confirmed)));
	}

	private record Address(String provider, String externalId) {
	}

}
