package io.switchgear.batch.web;

import java.util.UUID;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.switchgear.batch.Batches;
import io.switchgear.change.ChangeFilter;
import io.switchgear.change.ChangeState;
import io.switchgear.change.Changes;
import io.switchgear.change.web.ChangeView;
import io.switchgear.http.Cursor;
import io.switchgear.http.ListOf;
import io.switchgear.http.Parameters;
import io.switchgear.problem.Problem;
import io.switchgear.problem.ProblemCode;
import io.switchgear.security.Caller;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Reads the changes of a batch. */
@Tag(name = "Changes")
@RestController
class BatchHistoryController {

	private final Batches batches;

	private final Changes changes;

	BatchHistoryController(Batches batches, Changes changes) {
		this.batches = batches;
		this.changes = changes;
	}

	@Operation(operationId = "listChangesOfBatch", summary = "List the changes of a batch",
			description = "Newest first. A retried item has one change for each try.")
	@GetMapping("/v1/batches/{batch}/changes")
	ListOf<ChangeView> list(@PathVariable UUID batch,
			@Parameter(schema = @Schema(implementation = ChangeState.class)) @RequestParam(
					required = false) @Nullable String state,
			@Parameter(description = "The code of the problem that an item ended with") @RequestParam(
					required = false) @Nullable String code,
			@RequestParam(defaultValue = "50") int limit, @RequestParam(required = false) @Nullable String cursor,
			Caller caller) {
		if (batches.providers(batch).stream().noneMatch(caller::mayRead)) {
			throw Problem.of(ProblemCode.BATCH_NOT_FOUND, "No batch has that id").asException();
		}
		ChangeFilter filter = ChangeFilter.of(batch, caller.readable(), new ChangeFilter.Kind(
				Parameters.oneOf("state", state, ChangeState.class), null, Parameters.code("code", code)));
		return ListOf.of(changes.list(filter, Cursor.timeOrdered(cursor), ListOf.checkedLimit(limit)), ChangeView::of);
	}

}
