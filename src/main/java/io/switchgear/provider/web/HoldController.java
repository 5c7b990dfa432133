package io.switchgear.provider.web;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.switchgear.http.BodyMembers;
import io.switchgear.idempotency.Answer;
import io.switchgear.idempotency.Idempotency;
import io.switchgear.idempotency.IdempotencyKey;
import io.switchgear.provider.HoldBoard;
import io.switchgear.provider.HoldEntry;
import io.switchgear.provider.Providers;
import io.switchgear.security.Caller;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Stops and resumes all calls to a provider. */
@Tag(name = "Providers")
@RestController
@RequestMapping("/v1/providers/{provider}")
class HoldController {

	private static final int MAX_ENTRIES = 200;

	private final Providers providers;

	private final HoldBoard holds;

	private final Idempotency idempotency;

	private final Clock clock;

	HoldController(Providers providers, HoldBoard holds, Idempotency idempotency, Clock clock) {
		this.providers = providers;
		this.holds = holds;
		this.idempotency = idempotency;
		this.clock = clock;
	}

	@Operation(operationId = "hold", summary = "Put a provider on hold",
			description = "Stops all calls to the provider on every replica within two seconds. Replaces an active hold. With `until` it ends by itself.")
	@io.swagger.v3.oas.annotations.parameters.RequestBody(required = true,
			content = @Content(schema = @Schema(implementation = HoldBody.class),
					examples = @ExampleObject(name = "With a reason", value = "{\"reason\": \"incident 4711\"}")))
	@ApiResponse(responseCode = "200", description = "The hold is active",
			content = @Content(schema = @Schema(implementation = HoldBody.class)))
	@PutMapping("/hold")
	ResponseEntity<Object> hold(@PathVariable String provider, @RequestBody JsonNode body, Caller caller,
			HttpServletRequest request) {
		String name = providers.get(provider).name();
		HoldBody hold = hold(body);
		return after(idempotency.once(IdempotencyKey.of(request, caller.keyOwner(), body), () -> {
			holds.place(name, hold.reason(), hold.until(), caller.actor());
			return new Answer(200, Map.of(), hold);
		}));
	}

	@Operation(operationId = "liftHold", summary = "Lift the hold of a provider",
			description = "Queued changes continue. No integration is changed.")
	@ApiResponse(responseCode = "204", description = "The hold is lifted")
	@DeleteMapping("/hold")
	ResponseEntity<Object> lift(@PathVariable String provider, Caller caller, HttpServletRequest request) {
		String name = providers.get(provider).name();
		return after(idempotency.once(IdempotencyKey.of(request, caller.keyOwner(), null), () -> {
			holds.lift(name, caller.actor());
			return new Answer(204, Map.of(), null);
		}));
	}

	@Operation(operationId = "listHolds", summary = "List the holds of a provider",
			description = "Active and past holds, newest first.")
	@GetMapping("/holds")
	HoldHistory history(@PathVariable String provider) {
		return new HoldHistory(holds.history(providers.get(provider).name(), MAX_ENTRIES));
	}

	/** The hold is known here at once, and elsewhere at their next look. */
	private ResponseEntity<Object> after(ResponseEntity<Object> response) {
		holds.refresh();
		return response;
	}

	private HoldBody hold(JsonNode body) {
		BodyMembers members = BodyMembers.of(body, Set.of("reason", "until"));
		String reason = members.reason();
		if (!members.has("reason") || members.isNull("reason")) {
			members.wrong("reason", "must be there: whoever meets the hold will want to know");
		}
		Instant now = clock.instant();
		Instant until = members.timeAhead("until", now);
		if (until != null && !until.isAfter(now)) {
			members.wrong("until", "must be in the future");
		}
		members.refuseErrors();
		return new HoldBody(Objects.requireNonNull(reason), until);
	}

	@Schema(name = "HoldReason")
	record HoldBody(
			@Schema(description = "Why the provider is on hold. Callers see it", minLength = 1,
					maxLength = BodyMembers.MAX_REASON_LENGTH, example = "incident 4711") String reason,
			@Schema(description = "When the hold ends by itself. At most 366 days ahead. Without it, the hold lasts until it is lifted",
					example = "2036-11-25T23:26:00Z") @Nullable Instant until) {
	}

	@Schema(name = "HoldHistory")
	record HoldHistory(List<HoldEntry> items) {
	}

}
