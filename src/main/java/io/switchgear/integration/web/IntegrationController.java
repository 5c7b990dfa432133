package io.switchgear.integration.web;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.switchgear.connector.IntegrationRef;
import io.switchgear.http.Cursor;
import io.switchgear.http.EntityTag;
import io.switchgear.http.ListOf;
import io.switchgear.http.Parameters;
import io.switchgear.integration.IntegrationDetails;
import io.switchgear.integration.IntegrationFilter;
import io.switchgear.integration.Integrations;
import io.switchgear.integration.ListPosition;
import io.switchgear.integration.Sort;
import io.switchgear.integration.Sync;
import io.switchgear.problem.Problem;
import io.switchgear.provider.Providers;
import io.switchgear.security.Caller;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Reads integrations. */
@Tag(name = "Integrations")
@RestController
@RequestMapping("/v1/integrations")
class IntegrationController {

	private final Providers providers;

	private final Integrations integrations;

	IntegrationController(Providers providers, Integrations integrations) {
		this.providers = providers;
		this.integrations = integrations;
	}

	@Operation(operationId = "listIntegrations", summary = "List integrations",
			description = "With `enabled` or `sync`, a page can have fewer items than `limit` without being the last one.")
	@Parameter(in = ParameterIn.QUERY, name = "label", array = @ArraySchema(schema = @Schema(type = "string")),
			description = "A label as `name:value`. Repeatable; all must match")
	@GetMapping
	ListOf<IntegrationView> list(@RequestParam(required = false) @Nullable String provider,
			@RequestParam(required = false) @Nullable Boolean enabled,
			@Parameter(schema = @Schema(implementation = Sync.class)) @RequestParam(
					required = false) @Nullable String sync,
			@Parameter(description = "Whether the provider no longer has it") @RequestParam(
					required = false) @Nullable Boolean missing,
			@Parameter(description = "A substring of the name, the id or the type") @RequestParam(
					required = false) @Nullable String q,
			@Parameter(schema = @Schema(implementation = Sort.class, defaultValue = "id"),
					description = "`updatedAt` lists the last updated first") @RequestParam(
							required = false) @Nullable String sort,
			@RequestParam(defaultValue = "50") int limit, @RequestParam(required = false) @Nullable String cursor,
			Caller caller, HttpServletRequest request) {
		// Bound to a list, one value would be split at its commas.
		Map<String, String> labels = labels(request.getParameterValues("label"));
		IntegrationFilter filter = new IntegrationFilter(caller.readable(), provider, enabled,
				Parameters.oneOf("sync", sync, Sync.class), missing, labels, q);
		Sort order = Objects.requireNonNullElse(Parameters.oneOf("sort", sort, Sort.class), Sort.ID);
		return ListOf.of(integrations.list(filter, order,
				Cursor.position(cursor, (position) -> ListPosition.parse(position, order)), ListOf.checkedLimit(limit)),
				IntegrationView::of);
	}

	@Operation(operationId = "getIntegration", summary = "Get an integration",
			description = "With `fresh=true`, the gateway reads it from the provider first, even if it did not know it before.")
	@GetMapping("/{provider}/{externalId}")
	ResponseEntity<IntegrationView> get(@PathVariable String provider, @PathVariable String externalId,
			@RequestParam(defaultValue = "false") boolean fresh) {
		IntegrationRef ref = providers.get(provider).ref(externalId);
		IntegrationDetails details = fresh ? integrations.fresh(ref) : integrations.get(ref);
		return ResponseEntity.ok()
			.eTag(EntityTag.of(details.integration().version()))
			.body(IntegrationView.of(details));
	}

	private static Map<String, String> labels(String @Nullable [] given) {
		Map<String, String> labels = new LinkedHashMap<>();
		for (String label : (given != null) ? given : new String[0]) {
			int colon = label.indexOf(':');
			if (colon < 1) {
				throw Problem.invalid("label", "must be of the form name:value").asException();
			}
			String value = label.substring(colon + 1);
			if (!value.equals(labels.getOrDefault(label.substring(0, colon), value))) {
				throw Problem.invalid("label", "must not ask for two values of one name").asException();
			}
			labels.put(label.substring(0, colon), value);
		}
		return labels;
	}

}
