package io.switchgear.integration.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.switchgear.connector.Preview;
import io.switchgear.integration.Patch;
import org.jspecify.annotations.Nullable;

/** What a write would do. */
@Schema(name = "DryRun", description = "Only in the answer to a dry run: what would be done. Nothing was.")
record DryRun(
		@Schema(implementation = RequestedView.class,
				description = "What was asked for, secrets as the word `set`") @JsonInclude(
						content = JsonInclude.Include.ALWAYS) Map<String, @Nullable Object> requested,
		@Schema(description = "Absent where no provider would be called") @Nullable WouldSend wouldSend,
		@Schema(description = "What was really checked") List<Preview.Check> checks) {

	/** That an integration would be forgotten. */
	static final DryRun FORGETTING = new DryRun(Map.of(), null, List.of(Preview.Check.ID, Preview.Check.PERMISSION));

	static DryRun of(Patch patch, Optional<Preview> preview) {
		return new DryRun(patch.requested(),
				preview.map((sent) -> new WouldSend(sent.method(), sent.path(), sent.body())).orElse(null),
				preview.map(Preview::checks).orElse(List.of(Preview.Check.ID, Preview.Check.PERMISSION)));
	}

	/** A request to the provider. */
	record WouldSend(@Schema(example = "PUT") String method,
			@Schema(description = "Below the provider's base URL", example = "/integrations/1234") String path,
			@Schema(description = "In the provider's own form, secrets as the word `set`") @JsonInclude(
					content = JsonInclude.Include.ALWAYS) Map<String, @Nullable Object> body) {
	}

}
