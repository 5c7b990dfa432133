package io.switchgear.problem;

import java.net.URI;
import java.util.Arrays;
import java.util.Optional;

import static io.switchgear.problem.Blame.CALLER;
import static io.switchgear.problem.Blame.GATEWAY;
import static io.switchgear.problem.Blame.PROVIDER;

/**
 * Every error code there is. A code never changes its meaning, its status or its name.
 */
public enum ProblemCode {

	REQUEST_MALFORMED("request.malformed", 400, CALLER, false, "The request is malformed",
			"The body is not valid JSON, or the path, a header or a parameter has the wrong format.",
			"Correct the syntax."),
	REQUEST_INVALID("request.invalid", 422, CALLER, false, "The request is invalid",
			"A member or parameter is unknown, missing, of the wrong type or out of range. `errors` lists each one.",
			"Correct the entries listed under `errors`."),
	REQUEST_NOT_FOUND("request.not-found", 404, CALLER, false, "The path does not exist", "This API has no such path.",
			"Check the path against the API description."),
	REQUEST_METHOD_NOT_ALLOWED("request.method-not-allowed", 405, CALLER, false, "The method is not allowed",
			"The path does not support this method.", "Use one of the methods in the `Allow` header."),
	REQUEST_NOT_ACCEPTABLE("request.not-acceptable", 406, CALLER, false, "No acceptable media type",
			"The `Accept` header excludes every media type of the response.",
			"Accept `application/json` and `application/problem+json`, or `text/html` for pages under `/problems`."),
	REQUEST_UNSUPPORTED_MEDIA_TYPE("request.unsupported-media-type", 415, CALLER, false,
			"The media type is not supported", "The operation does not accept the `Content-Type` of the body.",
			"Send `application/json`, or `application/merge-patch+json` to PATCH."),
	REQUEST_TOO_LARGE("request.too-large", 413, CALLER, false, "The request is too large",
			"The body is larger than 64 KiB, or larger than 1 MiB for a batch.",
			"Send a smaller body. Split a large batch into several."),
	REQUEST_HEADERS_TOO_LARGE("request.headers-too-large", 431, CALLER, false, "The headers are too large",
			"The request line and headers exceed 32 KB, or the request has more than 100 header lines.",
			"Send fewer or shorter headers. Request only the scopes that the caller needs, to keep the token short."),
	AUTH_REQUIRED("auth.required", 401, CALLER, false, "A valid token is required",
			"The bearer token is missing, expired, not yet valid, issued for another audience or not signed by the issuer. A token without an expiry or a caller name is also rejected.",
			"Get a new token with the audience `switchgear`."),
	AUTH_FORBIDDEN("auth.forbidden", 403, CALLER, false, "The token does not allow this",
			"The token lacks the scope, or has it only for other providers.",
			"Request a token with the scope that `detail` names."),
	AUTH_DELEGATION_FORBIDDEN("auth.delegation-forbidden", 403, CALLER, false,
			"The token does not allow acting for others",
			"The request has the header `On-Behalf-Of`, and the token lacks the scope `integrations:delegate`, or has it only for other providers.",
			"Request a token with the scope that `detail` names, or leave the header out."),
	CONSOLE_LOGIN_REQUIRED("console.login-required", 401, CALLER, false, "A login to the console is required",
			"There is no session, it ended after its idle timeout or its lifetime, or the issuer did not prolong the login.",
			"Log in again at `/console/login`."),
	CONSOLE_FORGED_REQUEST("console.forged-request", 403, CALLER, false, "The request does not come from the console",
			"The request was sent to `/console/` from another site, or without the header `X-Switchgear-Console`.",
			"Services call `/v1/` with a token of their own. A page of the console sends the header with each request that is not a `GET`."),
	PROVIDER_UNKNOWN("provider.unknown", 404, CALLER, false, "The provider is not configured",
			"No provider with this name is configured. A change fails with this code if its provider was removed or turned off, and its time is up or another replica took the change over.",
			"Use a name from `GET /v1/providers`."),
	INTEGRATION_NOT_FOUND("integration.not-found", 404, CALLER, false, "The gateway does not know the integration",
			"The integration was never switched, updated, imported or read with `fresh=true` through this gateway, or it was forgotten. Nothing is kept of an integration whose only changes were cancelled or given up, or failed with `provider.integration-not-found`.",
			"Read it with `fresh=true`, or write to it. No registration is needed."),
	CHANGE_NOT_FOUND("change.not-found", 404, CALLER, false, "The change does not exist",
			"The id is wrong, the change is past its retention time, or the token has no access to its provider.",
			"Check the id and the scopes of the token."),
	BATCH_NOT_FOUND("batch.not-found", 404, CALLER, false, "The batch does not exist",
			"The id is wrong, the batch is past its retention time, or the token has no access to its providers.",
			"Check the id and the scopes of the token."),
	BATCH_CANCELLED("batch.cancelled", 409, CALLER, false, "The batch was cancelled",
			"Items of a cancelled batch are not retried.", "Start a new batch with the items that are to be changed."),
	BATCH_SELECTION_CHANGED("batch.selection-changed", 409, CALLER, false, "The selection has changed",
			"The batch, or the revert of one, would have another number of items than `expectedTotal`. Nothing was written.",
			"Look at the dry run again, and send the batch with its new total."),
	BATCH_TOO_MANY_ERRORS("batch.too-many-errors", 502, PROVIDER, false, "The batch had too many errors",
			"More items of the batch failed than its `maxErrors` allows, so it was stopped and the rest withdrawn. A change with this code was never sent.",
			"Look at the `failures` of the batch. Once the cause is removed, start a new batch with the items that are to be changed."),
	BATCH_RUNNING("batch.running", 409, CALLER, true, "The batch has not ended",
			"A batch is reverted once all of its items have ended.",
			"Wait until it has ended, or cancel it, then revert it."),
	REVERT_UNCHANGED("revert.unchanged", 409, CALLER, false, "Nothing was changed",
			"The item was not reverted, since it was already as the batch made it.", "Nothing has to be done."),
	REVERT_NOT_APPLIED("revert.not-applied", 409, CALLER, false, "The item was not applied",
			"The item was not reverted, since its change did not succeed. `sync` of the integration is `unknown` if the provider may have applied it nevertheless.",
			"Read the integration with `fresh=true` if its `sync` is `unknown`."),
	REVERT_UNKNOWN_BEFORE("revert.unknown-before", 409, CALLER, false, "It is not known what was there before",
			"The item was not reverted, since neither a requested nor an observed state is known from before its change.",
			"Decide which state it should have, and send that."),
	REVERT_CHANGED_SINCE("revert.changed-since", 409, CALLER, false, "It was changed since",
			"The item was not reverted, since a later change of the same members has succeeded or is open, or the integration was forgotten.",
			"Look at the history of the integration, and send the state that it should have."),
	REVERT_CHANGED_AT_PROVIDER("revert.changed-at-provider", 409, CALLER, false, "It was changed at the provider",
			"The item was not reverted, since the provider does not show what the batch left, or does not have the integration any more.",
			"Find out who changed it at the provider, and send the state that it should have."),
	EVENTS_POSITION_GONE("events.position-gone", 410, CALLER, false, "The event position is no longer available",
			"Events after this position were deleted because of their age, or the gateway's data was restored or moved.",
			"Read the integrations or changes that you follow from their lists, then open the stream without `Last-Event-ID`."),
	INTEGRATION_CHANGED_MEANWHILE("integration.changed-meanwhile", 412, CALLER, false, "The integration has changed",
			"`If-Match` does not match the current version, or the gateway does not know the integration. A proxy that compresses responses may have altered the `ETag`.",
			"Read the integration again and decide whether the change still applies. If so, send the `ETag` of this response."),
	CHANGE_IN_PROGRESS("change.in-progress", 409, CALLER, true, "Another change is in progress",
			"Another change of the same integration is still running, or is queued and must be applied first. `changeId` identifies it.",
			"Retry after `Retry-After`, or cancel the queued change."),
	CHANGE_NOT_CANCELLABLE("change.not-cancellable", 409, CALLER, false, "The change cannot be cancelled",
			"The change is being applied or has finished, or the batch has finished.",
			"Read the change or the batch. To undo it, send the opposite change, or revert the batch."),
	CHANGE_EXPIRED("change.expired", 503, GATEWAY, true, "The time of the change was up before its turn",
			"A change in the background was not started within its time, since too many others were before it at this provider or in its batch, the provider's circuit breaker was open, or the gateway was stopped. Nothing was sent.",
			"Send it again, or retry the batch. An operator can raise the pace of the provider (`resilience4j.ratelimiter`) or the time (`switchgear.changes.patience`, `switchgear.batches.patience`)."),
	IDEMPOTENCY_KEY_REUSED("idempotency.key-reused", 422, CALLER, false, "The idempotency key was already used",
			"The `Idempotency-Key` was used with a different method, path, query or body.",
			"Use a new key for each new request."),
	IDEMPOTENCY_IN_PROGRESS("idempotency.in-progress", 409, CALLER, true, "The first request is still running",
			"A request with the same `Idempotency-Key` is still running.", "Retry after `Retry-After`."),
	CAPABILITY_NOT_SUPPORTED("capability.not-supported", 422, CALLER, false,
			"The provider does not support this operation",
			"The provider's API does not offer this operation. Nothing was sent.",
			"See `capabilities` in `GET /v1/providers/{provider}`."),
	CREDENTIALS_REQUIRED("credentials.required", 422, CALLER, false, "Credentials are required",
			"The provider requires credentials with each write. The request has none, the provider masks or omits them, and the stored ones are missing, were replaced at the provider or cannot be decrypted.",
			"Send all credentials once with PATCH under `credentials`. They are stored encrypted."),
	CREDENTIALS_MASKED("credentials.masked", 422, CALLER, false, "A credential looks masked",
			"A masked value such as `****abcd` was sent as a credential. Storing it would overwrite the real one.",
			"Send the real value, or omit the member to keep the stored one."),
	PROVIDER_REJECTED("provider.rejected", 422, CALLER, false, "The provider rejected the request",
			"The provider responded with 400, 422 or another client error.",
			"Correct the request as `provider.code` and `provider.message` describe."),
	PROVIDER_INTEGRATION_NOT_FOUND("provider.integration-not-found", 404, CALLER, false,
			"The integration does not exist at the provider",
			"The provider has no integration with this id, or it was deleted.",
			"Check the id in the provider's console."),
	PROVIDER_CONFLICT("provider.conflict", 409, CALLER, false, "The provider reports a conflict",
			"The state of the integration does not allow the change, for example while a sync is running.",
			"Check the integration at the provider, then decide."),
	PROVIDER_AUTHENTICATION_FAILED("provider.authentication-failed", 502, PROVIDER, false,
			"The provider rejected the gateway's key", "The configured API key is wrong, expired or revoked.",
			"An operator must replace the key. The caller cannot fix this."),
	PROVIDER_PERMISSION_DENIED("provider.permission-denied", 502, PROVIDER, false,
			"The gateway's key lacks a permission", "The configured API key lacks a permission at the provider.",
			"An operator must extend the key's permissions."),
	PROVIDER_RATE_LIMITED("provider.rate-limited", 503, PROVIDER, true, "The provider limits the rate",
			"The provider responded with 429, or with an error that its descriptor takes for a rate limit. The call was not repeated, because the requested wait exceeds the deadline, the attempts or the retry budget were used up, or such a call is not repeated, as in background work.",
			"Retry after `Retry-After`."),
	PROVIDER_ERROR("provider.error", 502, PROVIDER, true, "The provider failed",
			"The provider responded with a server error, 408 or 425, or with an error that its descriptor takes for one. Each attempt ended like this, or the call was not repeated, because the deadline was too near, the retry budget was empty, or such a call is not repeated.",
			"Retry later. The operation is safe to repeat."),
	PROVIDER_UNREACHABLE("provider.unreachable", 502, PROVIDER, true, "The provider cannot be reached",
			"The provider's name did not resolve, or the connection or TLS handshake failed. Nothing was sent.",
			"Retry later."),
	PROVIDER_TIMEOUT("provider.timeout", 504, PROVIDER, true, "The provider did not respond in time",
			"No complete response arrived before the deadline. If a write was sent, it is unknown whether the provider applied it, and `sync` is `unknown`.",
			"Read the integration with `fresh=true`, or retry: all writes set absolute values."),
	PROVIDER_INVALID_RESPONSE("provider.invalid-response", 502, PROVIDER, true, "The provider's response is invalid",
			"A successful response had an unexpected or oversized body or an unreadable encoding, or the response was a redirect.",
			"Retry. If the problem persists, an operator must check the base URL and any proxy in between."),
	PROVIDER_STATE_MISMATCH("provider.state-mismatch", 502, PROVIDER, false, "The provider reports a different state",
			"The provider confirmed the write but reports a different state.",
			"Read with `fresh=true`, and check whether someone else changes the integration at the provider."),
	PROVIDER_CIRCUIT_OPEN("provider.circuit-open", 503, PROVIDER, true, "The provider's circuit breaker is open",
			"Too many recent calls failed. The gateway blocks calls until trial calls succeed.",
			"Retry after `Retry-After`."),
	PROVIDER_BUSY("provider.busy", 503, GATEWAY, true, "Too many concurrent calls to the provider",
			"There are more concurrent calls to this provider, or callers that wait for them, than the limits allow.",
			"Retry after `Retry-After`, with fewer concurrent calls."),
	PROVIDER_ON_HOLD("provider.on-hold", 503, GATEWAY, true, "The provider is on hold",
			"An operator stopped all calls to the provider.",
			"See `hold` in `GET /v1/providers/{provider}` for the reason and start time."),
	GATEWAY_STORE_UNAVAILABLE("gateway.store-unavailable", 503, GATEWAY, true, "The gateway's database is unavailable",
			"The request cannot be recorded, so nothing was sent. If `changeId` is present, the provider was called, but the outcome could not be recorded; another replica completes the change.",
			"Retry after `Retry-After`."),
	GATEWAY_ISSUER_UNAVAILABLE("gateway.issuer-unavailable", 503, GATEWAY, true, "Tokens cannot be verified right now",
			"The keys of the token issuer cannot be fetched, so the token could not be verified. Nothing was done.",
			"Retry after `Retry-After`."),
	GATEWAY_BUSY("gateway.busy", 503, GATEWAY, true, "Too many event streams",
			"This replica has reached its limit of `GET /v1/events` streams.",
			"Retry after `Retry-After`. The load balancer may then choose another replica."),
	GATEWAY_INTERNAL("gateway.internal", 500, GATEWAY, false, "The gateway failed",
			"A defect in the gateway. The log entry has the same `requestId`.",
			"Report the `requestId` to the operator.");

	private static final String TYPE_PREFIX = "https://switchgear.dev/problems/";

	private final String code;

	private final int status;

	private final Blame blame;

	private final boolean retryable;

	private final String title;

	private final String cause;

	private final String remedy;

	ProblemCode(String code, int status, Blame blame, boolean retryable, String title, String cause, String remedy) {
		this.code = code;
		this.status = status;
		this.blame = blame;
		this.retryable = retryable;
		this.title = title;
		this.cause = cause;
		this.remedy = remedy;
	}

	public static Optional<ProblemCode> of(String code) {
		return Arrays.stream(values()).filter((candidate) -> candidate.code.equals(code)).findFirst();
	}

	public String code() {
		return code;
	}

	public URI type() {
		return URI.create(TYPE_PREFIX + code);
	}

	public int status() {
		return status;
	}

	public Blame blame() {
		return blame;
	}

	/** Whether the same request can succeed later without anybody changing it. */
	public boolean retryable() {
		return retryable;
	}

	public String title() {
		return title;
	}

	/** Why it happens, in Markdown. */
	public String cause() {
		return cause;
	}

	/** What to do about it, in Markdown. */
	public String remedy() {
		return remedy;
	}

}
