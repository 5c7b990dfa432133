package io.switchgear.problem;

import java.net.URI;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
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
		@Schema(description = "Identifies the code. The gateway serves its page at `/problems/{code}`") URI type,
		@Schema(example = "The provider limits the rate") String title,
		@Schema(minimum = "400", maximum = "599", example = "503") int status,
		@Schema(description = "Human-readable description of this occurrence",
				example = "rootfi answered 429") String detail,
		@Schema(description = "The path of the request") @Nullable String instance,
		@Schema(description = "For programs. `/problems` lists all codes. More may be added, but no code changes its meaning",
				example = "provider.rate-limited") String code,
		@Schema(description = "Whose fault the error is") Blame blame,
		@Schema(description = "Whether the same request can succeed later without a change") boolean retryable,
		@Schema(description = "Seconds to wait before a retry, if known") @Nullable Long retryAfterSeconds,
		@Schema(description = "The id of the request, also in the `X-Request-Id` header") @Nullable String requestId,
		@Schema(description = "The change that failed, if one was started. With `change.in-progress`, the change to wait for") @Nullable String changeId,
		@Schema(description = "The errors in the request") @Nullable List<InvalidField> errors,
		@Schema(description = "The provider's response") @Nullable ProviderAnswer provider) {

	/** The provider's id of the call that failed, null where it gave none. */
	public @Nullable String providerRequestId() {
		return (provider != null) ? provider.requestId() : null;
	}

}
