package io.switchgear.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;

import java.net.URI;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The members of {@code application/problem+json} (RFC 9457, section 3.1) with the
 * gateway's extensions.
 *
 * @param code stable, for programs
 * @param blame whose fault it is
 * @param retryable whether the same request can succeed later
 * @param retryAfterSeconds how long to wait before that, where it is known
 * @param requestId also in the {@code X-Request-Id} header
 * @param changeId the change that failed, if one was begun; with
 * {@code change.in-progress} the one to wait for
 * @param errors what is wrong with the request, one entry each
 * @param provider what the provider said
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Problem")
public record ProblemBody(
		@Schema(description = "A page about the code; the gateway has it at `/problems/{code}`") URI type,
		@Schema(example = "The provider limits the rate") String title,
		@Schema(minimum = "400", maximum = "599", example = "503") int status,
		@Schema(description = "For a person", example = "rootfi answered 429") String detail,
		@Schema(description = "Path of the request") @Nullable String instance,
		@Schema(description = "For programs. `/problems` lists all; others can come later, but none changes its meaning",
				example = "provider.rate-limited") String code,
		@Schema(description = "Whose fault it is") Blame blame,
		@Schema(description = "Whether the same request can succeed later") boolean retryable,
		@Schema(description = "How long to wait before that, where it is known") @Nullable Long retryAfterSeconds,
		@Schema(description = "Also in the header `X-Request-Id`") @Nullable String requestId,
		@Schema(description = "The change that failed, where one was begun") @Nullable String changeId,
		@Schema(description = "What is wrong with the request, one entry each") @Nullable List<InvalidField> errors,
		@Schema(description = "What the provider said") @Nullable ProviderAnswer provider) {

	/** The provider's id of the call that failed, null where it gave none. */
	public @Nullable String providerRequestId() {
		return (provider != null) ? provider.requestId() : null;
	}

}
