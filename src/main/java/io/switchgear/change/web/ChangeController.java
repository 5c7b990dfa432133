package io.switchgear.change.web;

import java.util.Map;
import java.util.UUID;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.switchgear.change.Change;
import io.switchgear.change.ChangeAction;
import io.switchgear.change.ChangeFilter;
import io.switchgear.change.ChangeState;
import io.switchgear.change.Changes;
import io.switchgear.http.Cursor;
import io.switchgear.http.ListOf;
import io.switchgear.http.Parameters;
import io.switchgear.idempotency.Answer;
import io.switchgear.idempotency.Idempotency;
import io.switchgear.idempotency.IdempotencyKey;
import io.switchgear.problem.Problem;
import io.switchgear.problem.ProblemCode;
import io.switchgear.security.Caller;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Reads changes, and withdraws those that wait. */
@Tag(name = "Changes")
@RestController
class ChangeController {

	private final Changes changes;

	private final Idempotency idempotency;

	ChangeController(Changes changes, Idempotency idempotency) {
		this.changes = changes;
		this.idempotency = idempotency;
	}

	@Operation(operationId = "listChanges", summary = "List changes",
			description = "The history of all integrations, newest first.")
	@GetMapping("/v1/changes")
	ListOf<ChangeView> list(@RequestParam(required = false) @Nullable String provider,
			@Parameter(schema = @Schema(implementation = ChangeState.class)) @RequestParam(
					required = false) @Nullable String state,
			@Parameter(schema = @Schema(implementation = ChangeAction.class)) @RequestParam(
					required = false) @Nullable String action,
			@Parameter(description = "Who decided") @RequestParam(required = false) @Nullable String actor,
			@Parameter(description = "The client that carried it") @RequestParam(required = false) @Nullable String via,
			@Parameter(
					description = "The code of the problem that a change, or its last attempt, ended with") @RequestParam(
							required = false) @Nullable String code,
			@RequestParam(required = false) @Nullable UUID batch,
			@Parameter(description = "The earliest time at which a change was requested",
					schema = @Schema(type = "string", format = "date-time")) @RequestParam(
							required = false) @Nullable String since,
			@Parameter(description = "Changes requested at or after this time are left out",
					schema = @Schema(type = "string", format = "date-time")) @RequestParam(
							required = false) @Nullable String until,
			@RequestParam(defaultValue = "50") int limit, @RequestParam(required = false) @Nullable String cursor,
			Caller caller) {
		ChangeFilter filter = new ChangeFilter(caller.readable(), provider, null, batch,
				new ChangeFilter.Kind(Parameters.oneOf("state", state, ChangeState.class),
						Parameters.oneOf("action", action, ChangeAction.class), Parameters.code("code", code)),
				new ChangeFilter.Author(actor, via),
				new ChangeFilter.Period(Parameters.time("since", since), Parameters.time("until", until)));
		return ListOf.of(changes.list(filter, Cursor.timeOrdered(cursor), ListOf.checkedLimit(limit)), ChangeView::of);
	}

	@Operation(operationId = "getChange", summary = "Get a change",
			description = "A change is kept for the retention time of the history, even if the integration is forgotten.")
	@GetMapping("/v1/changes/{id}")
	ChangeView get(@PathVariable UUID id, Caller caller) {
		Change change = changes.get(id);
		if (!caller.mayRead(change.integration().provider())) {
			throw Problem.of(ProblemCode.CHANGE_NOT_FOUND, "No change has that id").asException();
		}
		return ChangeView.of(change);
	}

	@Operation(operationId = "cancelChange", summary = "Cancel a change",
			description = "Only a change that has not started can be cancelled.")
	@ApiResponse(responseCode = "200", description = "Cancelled",
			content = @Content(schema = @Schema(implementation = ChangeView.class)))
	@PostMapping("/v1/changes/{id}/cancel")
	ResponseEntity<Object> cancel(@PathVariable UUID id, Caller caller, HttpServletRequest request) {
		Change change = changes.get(id);
		if (!caller.mayWrite(change.integration().provider())) {
			throw Problem.of(ProblemCode.CHANGE_NOT_FOUND, "No change has that id").asException();
		}
		caller.requireDelegation(change.integration().provider());
		return idempotency.once(IdempotencyKey.of(request, caller.keyOwner(), null),
				() -> new Answer(200, Map.of(), ChangeView.of(changes.cancel(change, caller.actor()))));
	}

}
