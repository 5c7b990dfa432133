package io.switchgear.batch.web;

import java.util.Map;
import java.util.UUID;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.switchgear.batch.BatchFilter;
import io.switchgear.batch.BatchList;
import io.switchgear.batch.BatchRequest;
import io.switchgear.batch.BatchState;
import io.switchgear.batch.Batches;
import io.switchgear.http.Cursor;
import io.switchgear.http.ListOf;
import io.switchgear.http.Parameters;
import io.switchgear.idempotency.Answer;
import io.switchgear.idempotency.Idempotency;
import io.switchgear.idempotency.IdempotencyKey;
import io.switchgear.security.Caller;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** The same change for many integrations. */
@Tag(name = "Batches")
@RestController
@RequestMapping("/v1/batches")
class BatchController {

	private final Batches batches;

	private final BatchList list;

	private final BatchReader reader;

	private final BatchAccess access;

	private final Idempotency idempotency;

	BatchController(Batches batches, BatchList list, BatchReader reader, BatchAccess access, Idempotency idempotency) {
		this.batches = batches;
		this.list = list;
		this.reader = reader;
		this.access = access;
		this.idempotency = idempotency;
	}

	@Operation(operationId = "createBatch", summary = "Create a batch",
			description = "Enables, disables or updates up to 10,000 integrations, by list or by selector. The batch is validated as a whole before anything starts.")
	@io.swagger.v3.oas.annotations.parameters.RequestBody(required = true,
			content = @Content(schema = @Schema(implementation = BatchBody.class),
					examples = { @ExampleObject(name = "By list", value = BatchBody.LIST),
							@ExampleObject(name = "By selector", value = BatchBody.SELECTOR),
							@ExampleObject(name = "Update", value = BatchBody.UPDATE) }))
	@ApiResponse(responseCode = "200",
			description = "Only with `dryRun=true`. Nothing was written; `dryRun` lists what would be changed",
			content = @Content(schema = @Schema(implementation = BatchView.class)))
	@ApiResponse(responseCode = "202", description = "Accepted; runs in the background",
			content = @Content(schema = @Schema(implementation = BatchView.class)))
	@PostMapping
	ResponseEntity<Object> create(
			@Parameter(in = ParameterIn.QUERY,
					description = "Report what would change without writing anything") @RequestParam(
							defaultValue = "false") boolean dryRun,
			@RequestBody JsonNode body, Caller caller, HttpServletRequest request) {
		if (dryRun) {
			BatchRequest batch = reader.read(body, caller);
			return ResponseEntity.ok(BatchView.ofDryRun(batches.preview(batch), reader.dryRun(batch, caller))
				.selectedFrom(batch.selection()));
		}
		// Read only where it is no repeat: by then the selector may select others, or
		// none.
		return idempotency.once(IdempotencyKey.of(request, caller.keyOwner(), body), () -> {
			BatchRequest batch = reader.read(body, caller);
			return BatchAccess.accepted(BatchView.of(batches.accept(batch)).selectedFrom(batch.selection()));
		});
	}

	@Operation(operationId = "listBatches", summary = "List batches",
			description = "Newest first. With `state`, a page can have fewer items than `limit` without being the last one.")
	@GetMapping
	ListOf<BatchView> list(
			@Parameter(schema = @Schema(implementation = BatchState.class)) @RequestParam(
					required = false) @Nullable String state,
			@Parameter(description = "The caller that created the batch") @RequestParam(
					required = false) @Nullable String actor,
			@Parameter(description = "The client that carried it") @RequestParam(required = false) @Nullable String via,
			@RequestParam(defaultValue = "50") int limit, @RequestParam(required = false) @Nullable String cursor,
			Caller caller) {
		BatchFilter filter = new BatchFilter(caller.readable(), Parameters.oneOf("state", state, BatchState.class),
				actor, via);
		return ListOf.of(list.list(filter, Cursor.timeOrdered(cursor), ListOf.checkedLimit(limit)), BatchView::of);
	}

	@Operation(operationId = "getBatch", summary = "Get a batch",
			description = "Shows its progress: the number of items in each state, and what the failed ones failed with.")
	@GetMapping("/{id}")
	BatchView get(@PathVariable UUID id, Caller caller) {
		return access.shown(id, caller);
	}

	@Operation(operationId = "cancelBatch", summary = "Cancel a batch",
			description = "Cancels the items that have not started. Items that are being applied are completed. A finished batch is refused.")
	@ApiResponse(responseCode = "200", description = "Cancelled",
			content = @Content(schema = @Schema(implementation = BatchView.class)))
	@PostMapping("/{id}/cancel")
	ResponseEntity<Object> cancel(@PathVariable UUID id, Caller caller, HttpServletRequest request) {
		access.requireWritable(id, caller);
		return idempotency.once(IdempotencyKey.of(request, caller.keyOwner(), null), () -> new Answer(200, Map.of(),
				BatchView.of(access.readable(batches.cancel(id, caller.actor()), caller))));
	}

	@Operation(operationId = "retryBatch", summary = "Retry the failed items of a batch",
			description = "Each failed item gets a new change, with the calling client as its actor.")
	@ApiResponse(responseCode = "202", description = "Accepted; runs in the background",
			content = @Content(schema = @Schema(implementation = BatchView.class)))
	@PostMapping("/{id}/retry")
	ResponseEntity<Object> retry(@PathVariable UUID id, Caller caller, HttpServletRequest request) {
		access.requireWritable(id, caller);
		return idempotency.once(IdempotencyKey.of(request, caller.keyOwner(), null), () -> BatchAccess
			.accepted(BatchView.of(access.readable(batches.retryFailed(id, caller.actor()), caller))));
	}

}
