package io.switchgear.integration.web;

import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.Parameters;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.http.MediaType;

/** Documents what every write to an integration understands. {@link Write} reads it. */
@Parameters({
		@Parameter(in = ParameterIn.HEADER, name = "Idempotency-Key",
				schema = @Schema(type = "string", maxLength = 255),
				description = "Makes repeats safe: they get the first answer, marked `Idempotent-Replayed: true`"),
		@Parameter(in = ParameterIn.HEADER, name = "If-Match", schema = @Schema(type = "string"),
				description = "`ETag` of the version to change, a list of them, or `*` for any of a known "
						+ "integration; refused with 412 otherwise"),
		@Parameter(in = ParameterIn.HEADER, name = "Prefer", schema = @Schema(type = "string"),
				description = "`respond-async`: go on in the background; `wait=5`: answer within five seconds"),
		@Parameter(in = ParameterIn.QUERY, name = "dryRun", schema = @Schema(type = "boolean", defaultValue = "false"),
				description = "Say what would be sent, and write nothing") })
@ApiResponse(responseCode = "200",
		description = "Confirmed. With `dryRun` nothing was done: the integration as it is, and under `dryRun` what would be sent",
		content = @Content(mediaType = MediaType.APPLICATION_JSON_VALUE,
				schema = @Schema(implementation = IntegrationView.class)))
@ApiResponse(responseCode = "202", description = "Goes on in the background",
		content = @Content(mediaType = MediaType.APPLICATION_JSON_VALUE,
				schema = @Schema(implementation = ChangeView.class)))
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@interface WriteHeaders {

}
