package io.switchgear.integration.web;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import io.switchgear.connector.Preview;
import io.switchgear.integration.Patch;
import org.jspecify.annotations.Nullable;
import org.springframework.modulith.NamedInterface;

/** What a write would do. */
@NamedInterface("views")
@Schema(name = "DryRun", description = "Only in the response to a dry run: what would be done. Nothing was changed.")
public record DryRun(
		@Schema(implementation = RequestedView.class,
				description = "The requested change, with secrets shown as `set`") @JsonInclude(
						content = JsonInclude.Include.ALWAYS) Map<String, @Nullable Object> requested,
		@Schema(description = "Absent if the provider would not be called") @Nullable WouldSend wouldSend,
		@Schema(description = "The checks that were performed") List<Preview.Check> checks) {

	/** That an integration would be forgotten. */
	public static final DryRun FORGETTING = new DryRun(Map.of(), null,
			List.of(Preview.Check.ID, Preview.Check.PERMISSION));

	public static DryRun of(Patch patch, Optional<Preview> preview) {
		return new DryRun(patch.requested(),
				preview.map((sent) -> new WouldSend(sent.method(), sent.path(), sent.body())).orElse(null),
				preview.map(Preview::checks).orElse(List.of(Preview.Check.ID, Preview.Check.PERMISSION)));
	}

	/** A request to the provider. */
	record WouldSend(@Schema(example = "PUT") String method,
			@Schema(description = "The path below the provider's base URL", example = "/integrations/1234") String path,
			@Schema(description = "The body in the provider's format, with secrets shown as `set`") @JsonInclude(
					content = JsonInclude.Include.ALWAYS) Map<String, @Nullable Object> body) {
	}

}
