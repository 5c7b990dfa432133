package io.switchgear.integration.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.switchgear.connector.IntegrationRef;
import io.switchgear.connector.Preview;
import io.switchgear.integration.Patch;
import org.jspecify.annotations.Nullable;

/** What a write would do. */
@Schema(name = "DryRun")
record DryRun(boolean dryRun, @Schema(example = "rootfi/1234") String integration,
		@Schema(description = "Secrets as the word set") @JsonInclude(
				content = JsonInclude.Include.ALWAYS) Map<String, @Nullable Object> requested,
		@Schema(description = "Absent where no provider would be called") @Nullable WouldSend wouldSend,
		@Schema(description = "What was really checked") List<Preview.Check> checks) {

	static DryRun of(IntegrationRef ref, Patch patch, Optional<Preview> preview) {
		return new DryRun(true, ref.id(), patch.requested(),
				preview.map((sent) -> new WouldSend(sent.method(), sent.path(), sent.body())).orElse(null),
				preview.map(Preview::checks).orElse(List.of(Preview.Check.ID, Preview.Check.PERMISSION)));
	}

	/** A request to the provider. */
	record WouldSend(String method, String path,
			@JsonInclude(content = JsonInclude.Include.ALWAYS) Map<String, @Nullable Object> body) {
	}

}
