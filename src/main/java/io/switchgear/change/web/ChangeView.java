package io.switchgear.change.web;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import io.switchgear.change.Change;
import io.switchgear.change.ChangeAction;
import io.switchgear.change.ChangeSource;
import io.switchgear.change.ChangeState;
import io.switchgear.integration.web.RequestedView;
import io.switchgear.problem.ProblemBody;
import io.switchgear.security.Actor;
import org.jspecify.annotations.Nullable;
import org.springframework.modulith.NamedInterface;

/** A change as callers see it. */
@NamedInterface("views")
@Schema(name = "Change")
public record ChangeView(UUID id, @Schema(example = "rootfi/1234") String integration, ChangeAction action,
		ChangeState state,
		@Schema(implementation = RequestedView.class,
				description = "The requested members, with secrets shown as `set`") @JsonInclude(
						content = JsonInclude.Include.ALWAYS) Map<String, @Nullable Object> requested,
		@Schema(implementation = SnapshotView.class,
				description = "The known state when the change started") @JsonInclude(
						value = JsonInclude.Include.NON_NULL,
						content = JsonInclude.Include.ALWAYS) @Nullable Map<String, @Nullable Object> before,
		@Schema(implementation = SnapshotView.class,
				description = "The known state when the change succeeded") @JsonInclude(
						value = JsonInclude.Include.NON_NULL,
						content = JsonInclude.Include.ALWAYS) @Nullable Map<String, @Nullable Object> after,
		@Schema(example = "incident 4711") @Nullable String reason,
		@Schema(description = "Who decided", example = "billing-service") String actor,
		@Schema(description = "The client that carried it, if it is another",
				example = "admin-ui") @Nullable String via,
		ChangeSource source, @Schema(description = "How many times the write was sent to the provider") int attempts,
		@Schema(description = "All requests that were sent to the provider, including reads") int requests,
		@Nullable UUID batch, @Nullable String providerRequestId, @Nullable ProblemBody problem,
		@Nullable Instant notBefore, @Nullable Instant notAfter, Instant createdAt, @Nullable Instant startedAt,
		@Nullable Instant finishedAt,
		@Schema(description = "The newer change that replaced it") @Nullable UUID supersededBy,
		@Schema(description = "Who cancelled it") @Nullable String cancelledBy,
		@Schema(description = "The client that carried the cancellation, if it is another") @Nullable String cancelledVia,
		@Schema(description = "Only in events: the version of the integration in this state") @Nullable Long version) {

	public static ChangeView of(Change change) {
		return of(change, null);
	}

	/** The version is that of the integration in this state. */
	public static ChangeView of(Change change, @Nullable Long version) {
		return new ChangeView(change.id(), change.integration().id(), change.action(), change.state(),
				change.requested(), change.before(), change.after(), change.reason(), change.actor().name(),
				change.actor().via(), change.source(), change.attempts(), change.requests(), change.batch(),
				change.providerRequestId(), change.problem(), change.notBefore(), change.notAfter(), change.createdAt(),
				change.startedAt(), change.finishedAt(), change.supersededBy(), Actor.nameOf(change.cancelledBy()),
				Actor.viaOf(change.cancelledBy()), version);
	}

}
