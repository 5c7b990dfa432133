package io.switchgear.integration.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;

import java.util.Locale;
import java.util.UUID;
import java.util.function.Function;

import io.switchgear.integration.Change;
import io.switchgear.integration.ChangeAction;
import io.switchgear.integration.ChangeFilter;
import io.switchgear.integration.ChangeState;
import io.switchgear.integration.Changes;
import io.switchgear.problem.Problem;
import io.switchgear.problem.ProblemCode;
import io.switchgear.security.Caller;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Reads changes. */
@Tag(name = "Changes")
@RestController
@RequestMapping("/v1/changes")
class ChangeController {

	private final Changes changes;

	ChangeController(Changes changes) {
		this.changes = changes;
	}

	@Operation(operationId = "listChanges", summary = "History over all integrations", description = "Newest first.")
	@GetMapping
	ListOf<ChangeView> list(@RequestParam(required = false) @Nullable String provider,
			@Parameter(description = "pending, applying, succeeded, failed or cancelled") @RequestParam(
					required = false) @Nullable String state,
			@Parameter(description = "enable, disable or update") @RequestParam(
					required = false) @Nullable String action,
			@RequestParam(required = false) @Nullable String actor, @RequestParam(defaultValue = "50") int limit,
			@RequestParam(required = false) @Nullable String cursor, Caller caller) {
		ChangeFilter filter = new ChangeFilter(caller.readable(), provider, null,
				oneOf("state", state, ChangeState::valueOf), oneOf("action", action, ChangeAction::valueOf), actor,
				null);
		return ListOf.of(changes.list(filter, Cursor.change(cursor), ListOf.checkedLimit(limit)), ChangeView::of);
	}

	@Operation(operationId = "getChange", summary = "Get a change")
	@GetMapping("/{id}")
	ChangeView get(@PathVariable UUID id, Caller caller) {
		Change change = changes.get(id);
		if (!caller.mayRead(change.integration().provider())) {
			throw Problem.of(ProblemCode.CHANGE_NOT_FOUND, "No change has that id").asException();
		}
		return ChangeView.of(change);
	}

	private static <E extends Enum<E>> @Nullable E oneOf(String parameter, @Nullable String value,
			Function<String, E> valueOf) {
		try {
			return (value != null) ? valueOf.apply(value.toUpperCase(Locale.ROOT)) : null;
		}
		catch (IllegalArgumentException ex) {
			throw Problem.invalid(parameter, "is none of the values it can have").asException();
		}
	}

}
