package io.switchgear.change.web;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.Parameters;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.switchgear.integration.web.IntegrationView;
import org.springframework.http.MediaType;

/** Documents what every write to an integration understands. {@link Write} reads it. */
@Parameters({ @Parameter(in = ParameterIn.HEADER, name = "Idempotency-Key",
		schema = @Schema(type = "string", maxLength = 255),
		description = "Makes retries safe. A repeated request gets the first response, with `Idempotent-Replayed: true`"),
		@Parameter(in = ParameterIn.HEADER, name = "If-Match", schema = @Schema(type = "string"),
				description = "The `ETag` of the expected version, a list of them, or `*` for any version of a known "
						+ "integration. Otherwise the response is 412"),
		@Parameter(in = ParameterIn.HEADER, name = "Prefer", schema = @Schema(type = "string"),
				description = "`respond-async` continues in the background. `wait=5` responds within five seconds"),
		@Parameter(in = ParameterIn.QUERY, name = "dryRun", schema = @Schema(type = "boolean", defaultValue = "false"),
				description = "Report what would be sent without writing anything") })
@ApiResponse(responseCode = "200",
		description = "Confirmed by the provider. With `dryRun=true` nothing was changed, and `dryRun` shows what would be sent",
		content = @Content(mediaType = MediaType.APPLICATION_JSON_VALUE,
				schema = @Schema(implementation = IntegrationView.class)))
@ApiResponse(responseCode = "202", description = "Accepted; continues in the background",
		content = @Content(mediaType = MediaType.APPLICATION_JSON_VALUE,
				schema = @Schema(implementation = ChangeView.class)))
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@interface WriteHeaders {

}
