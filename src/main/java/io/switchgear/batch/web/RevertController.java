package io.switchgear.batch.web;

import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.switchgear.batch.Batch;
import io.switchgear.batch.Batches;
import io.switchgear.batch.revert.RevertPlan;
import io.switchgear.batch.revert.Reverts;
import io.switchgear.batch.revert.SkippedItem;
import io.switchgear.connector.IntegrationRef;
import io.switchgear.http.BodyMembers;
import io.switchgear.http.Cursor;
import io.switchgear.http.ListOf;
import io.switchgear.http.Parameters;
import io.switchgear.idempotency.Answer;
import io.switchgear.idempotency.Idempotency;
import io.switchgear.idempotency.IdempotencyKey;
import io.switchgear.integration.Integrations;
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

/** Takes batches back. */
@Tag(name = "Batches")
@RestController
@RequestMapping("/v1/batches/{id}")
class RevertController {

	private final Reverts reverts;

	private final BatchAccess access;

	private final Integrations integrations;

	private final Idempotency idempotency;

	RevertController(Reverts reverts, BatchAccess access, Integrations integrations, Idempotency idempotency) {
		this.reverts = reverts;
		this.access = access;
		this.integrations = integrations;
		this.idempotency = idempotency;
	}

	@Operation(operationId = "revertBatch", summary = "Revert a batch",
			description = "Creates a batch that restores what was there before, for each item that the batch really changed and that nobody has changed since, here or at the provider. `skipped` counts the other items. Credentials are not restored.")
	@io.swagger.v3.oas.annotations.parameters.RequestBody(
			content = @Content(schema = @Schema(implementation = BatchBody.Revert.class),
					examples = @ExampleObject(name = "With a reason", value = BatchBody.REASON)))
	@ApiResponse(responseCode = "200",
			description = "Only with `dryRun=true`. Nothing was written; `dryRun` lists what would be restored",
			content = @Content(schema = @Schema(implementation = BatchView.class)))
	@ApiResponse(responseCode = "202", description = "Accepted; runs in the background",
			content = @Content(schema = @Schema(implementation = BatchView.class)))
	@PostMapping("/revert")
	ResponseEntity<Object> revert(@PathVariable UUID id, @Parameter(in = ParameterIn.QUERY,
			description = "Report what would be restored without writing anything. Reads the provider") @RequestParam(
					defaultValue = "false") boolean dryRun,
			@RequestBody(required = false) @Nullable JsonNode body, Caller caller, HttpServletRequest request) {
		access.requireWritable(id, caller);
		BatchBody.Revert asked = asked(body);
		if (dryRun) {
			RevertPlan plan = plan(id, asked, caller);
			return ResponseEntity
				.ok(BatchView.ofDryRun(plan.batch(), BatchDryRun.of(plan, integrations)).skipping(plan.skips()));
		}
		IdempotencyKey key = IdempotencyKey.of(request, caller.keyOwner(), body);
		// Providers are read before a transaction begins, and not for a repeat
		return idempotency.replay(key).orElseGet(() -> {
			RevertPlan plan = (asked.expectedTotal() != null) ? plan(id, asked, caller) : null;
			return idempotency.once(key, () -> accepted(id, asked, plan, caller));
		});
	}

	private RevertPlan plan(UUID id, BatchBody.Revert asked, Caller caller) {
		RevertPlan plan = reverts.plan(id, caller.actor(), asked.reason(), caller::mayRead);
		if (asked.expectedTotal() != null) {
			plan.requireTotal(asked.expectedTotal());
		}
		return plan;
	}

	private Answer accepted(UUID id, BatchBody.Revert asked, @Nullable RevertPlan plan, Caller caller) {
		Integer expected = asked.expectedTotal();
		Batch accepted = (plan != null && expected != null)
				? reverts.accept(id, caller.actor(), asked.reason(), plan, expected)
				: reverts.accept(id, caller.actor(), asked.reason());
		return BatchAccess.accepted(BatchView.of(access.readable(accepted, caller))
			.skipping(reverts.skips(accepted.id(), caller.readable())));
	}

	@Operation(operationId = "listSkippedOfBatch", summary = "List the items that a revert skipped",
			description = "Sorted by id. Contains the items of the reverted batch that were not restored, with the reason.")
	@GetMapping("/skipped")
	ListOf<SkippedItem> skipped(@PathVariable UUID id,
			@Parameter(description = "The reason for which they were skipped") @RequestParam(
					required = false) @Nullable String code,
			@RequestParam(defaultValue = "50") int limit, @RequestParam(required = false) @Nullable String cursor,
			Caller caller) {
		access.requireReadable(id, caller);
		IntegrationRef after = Cursor.position(cursor, IntegrationRef::parse);
		return ListOf.of(reverts.skipped(id, caller.readable(), Parameters.code("code", code),
				(after != null) ? after.id() : null, ListOf.checkedLimit(limit)), Function.identity());
	}

	private static BatchBody.Revert asked(@Nullable JsonNode body) {
		if (body == null || body.isMissingNode() || body.isNull()) {
			return new BatchBody.Revert(null, null);
		}
		BodyMembers members = BodyMembers.of(body, Set.of("reason", "expectedTotal"));
		BatchBody.Revert asked = new BatchBody.Revert(members.reason(),
				members.number("expectedTotal", 1, Batches.MAX_ITEMS));
		members.refuseErrors();
		return asked;
	}

}
