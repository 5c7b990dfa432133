package io.switchgear.change.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.switchgear.change.ChangeAction;
import io.switchgear.change.ChangeFilter;
import io.switchgear.change.ChangeState;
import io.switchgear.change.Changes;
import io.switchgear.connector.IntegrationRef;
import io.switchgear.http.Cursor;
import io.switchgear.http.ListOf;
import io.switchgear.http.Parameters;
import io.switchgear.provider.Providers;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Reads the history of one integration. */
@Tag(name = "Integrations")
@RestController
class HistoryController {

	private final Providers providers;

	private final Changes changes;

	HistoryController(Providers providers, Changes changes) {
		this.providers = providers;
		this.changes = changes;
	}

	@Operation(operationId = "listChangesOfIntegration", summary = "List the changes of an integration",
			description = "Newest first. The history is kept after the integration is forgotten.")
	@GetMapping("/v1/integrations/{provider}/{externalId}/changes")
	ListOf<ChangeView> list(@PathVariable String provider, @PathVariable String externalId,
			@Parameter(schema = @Schema(implementation = ChangeState.class)) @RequestParam(
					required = false) @Nullable String state,
			@Parameter(schema = @Schema(implementation = ChangeAction.class)) @RequestParam(
					required = false) @Nullable String action,
			@Parameter(description = "The earliest time at which a change was requested",
					schema = @Schema(type = "string", format = "date-time")) @RequestParam(
							required = false) @Nullable String since,
			@Parameter(description = "Changes requested at or after this time are left out",
					schema = @Schema(type = "string", format = "date-time")) @RequestParam(
							required = false) @Nullable String until,
			@RequestParam(defaultValue = "50") int limit, @RequestParam(required = false) @Nullable String cursor) {
		IntegrationRef ref = providers.get(provider).ref(externalId);
		ChangeFilter filter = ChangeFilter.of(ref,
				new ChangeFilter.Kind(Parameters.oneOf("state", state, ChangeState.class),
						Parameters.oneOf("action", action, ChangeAction.class), null),
				new ChangeFilter.Period(Parameters.time("since", since), Parameters.time("until", until)));
		return ListOf.of(changes.list(filter, Cursor.timeOrdered(cursor), ListOf.checkedLimit(limit)), ChangeView::of);
	}

}
