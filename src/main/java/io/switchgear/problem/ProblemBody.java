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
public record ProblemBody(URI type, String title, int status, String detail, @Nullable String instance, String code,
		Blame blame, boolean retryable, @Nullable Long retryAfterSeconds, @Nullable String requestId,
		@Nullable String changeId, @Nullable List<InvalidField> errors, @Nullable ProviderAnswer provider) {

	/** The provider's id of the call that failed, null where it gave none. */
	public @Nullable String providerRequestId() {
		return (provider != null) ? provider.requestId() : null;
	}

}
