package io.switchgear.problem;

import static io.switchgear.problem.Blame.CALLER;
import static io.switchgear.problem.Blame.GATEWAY;
import static io.switchgear.problem.Blame.PROVIDER;

import java.net.URI;
import java.util.Arrays;
import java.util.Optional;

/**
 * Every error code there is. A code never changes its meaning, its status or its name.
 */
public enum ProblemCode {

	REQUEST_MALFORMED("request.malformed", 400, CALLER, false, "The request cannot be read",
			"The body is not JSON, or a header or parameter is not of its form.", "Correct the syntax."),
	REQUEST_INVALID("request.invalid", 422, CALLER, false, "The request is not valid",
			"A member or parameter is unknown, missing, of the wrong type or out of range; `errors` lists each.",
			"Correct what is listed under `errors`."),
	REQUEST_NOT_FOUND("request.not-found", 404, CALLER, false, "There is no such resource",
			"No call of this API has that path.", "Look the path up in the API description."),
	REQUEST_METHOD_NOT_ALLOWED("request.method-not-allowed", 405, CALLER, false, "The method is not allowed here",
			"The path exists, but not with that method.", "Use one of the methods in the `Allow` header."),
	REQUEST_NOT_ACCEPTABLE("request.not-acceptable", 406, CALLER, false, "No acceptable form",
			"The `Accept` header leaves out every form that there is here.",
			"Accept `application/json` and `application/problem+json`; `text/html` below `/problems`."),
	REQUEST_UNSUPPORTED_MEDIA_TYPE("request.unsupported-media-type", 415, CALLER, false,
			"The media type is not supported", "The `Content-Type` of the body is not one the call takes.",
			"Send `application/json`, or `application/merge-patch+json` to PATCH."),
	REQUEST_TOO_LARGE("request.too-large", 413, CALLER, false, "The request is too large",
			"The body is over 64 KiB, or over 1 MiB if it is that of a batch.",
			"Send less; a batch may be split into several."),
	REQUEST_HEADERS_TOO_LARGE("request.headers-too-large", 431, CALLER, false, "The headers are too large",
			"Request line and headers together are over 32 KB, or there are more than 100 header lines.",
			"Send fewer or shorter headers; a token need not have more scopes than the caller uses."),
	AUTH_REQUIRED("auth.required", 401, CALLER, false, "A valid token is required",
			"There is no bearer token, or it is expired or never expires, is not yet valid, is for another audience, names no caller, or is not signed by the issuer.",
			"Get a new token with the audience `switchgear`."),
	AUTH_FORBIDDEN("auth.forbidden", 403, CALLER, false, "The token does not allow this",
			"The token lacks the scope, or has it for other providers only.", "Ask for the scope that `detail` names."),
	PROVIDER_UNKNOWN("provider.unknown", 404, CALLER, false, "There is no such provider",
			"No provider of that name is configured here.", "Use a name from `GET /v1/providers`."),
	INTEGRATION_NOT_FOUND("integration.not-found", 404, CALLER, false, "The integration is not known here",
			"Nobody has switched, updated or freshly read it through this gateway yet.",
			"Read it with `fresh=true`, or just write to it: no registration is needed."),
	CHANGE_NOT_FOUND("change.not-found", 404, CALLER, false, "There is no such change",
			"The id is wrong, or the change is older than the retention time.", "Check the id."),
	BATCH_NOT_FOUND("batch.not-found", 404, CALLER, false, "There is no such batch", "The id is wrong.",
			"Check the id."),
	EVENTS_POSITION_GONE("events.position-gone", 410, CALLER, false, "Events cannot be resumed from there",
			"Events behind that position were deleted for their age, or the gateway's data were restored or moved since.",
			"Read the list of what you follow, and open the stream without `Last-Event-ID`."),
	INTEGRATION_CHANGED_MEANWHILE("integration.changed-meanwhile", 412, CALLER, false,
			"The integration was changed meanwhile",
			"`If-Match` does not name the current version, or the integration is not known here. A proxy that compresses responses may have altered the `ETag`.",
			"Read the integration again, decide anew, send the `ETag` that came with this response."),
	CHANGE_IN_PROGRESS("change.in-progress", 409, CALLER, true, "Another change is in progress",
			"Another change of the same integration is being applied and did not end in time, or waits and must not be overtaken; `changeId` names it.",
			"Repeat after `Retry-After`, or cancel the change that waits."),
	CHANGE_NOT_CANCELLABLE("change.not-cancellable", 409, CALLER, false, "The change cannot be cancelled",
			"It has started or ended.", "Read the change; send the opposite one if that is what you want."),
	IDEMPOTENCY_KEY_REUSED("idempotency.key-reused", 422, CALLER, false, "The idempotency key was used before",
			"The same `Idempotency-Key` came with another method, path, query or body.",
			"Use a new key for a new request."),
	IDEMPOTENCY_IN_PROGRESS("idempotency.in-progress", 409, CALLER, true, "The first request is still running",
			"A request with the same `Idempotency-Key` has not ended.", "Repeat after `Retry-After`."),
	CAPABILITY_NOT_SUPPORTED("capability.not-supported", 422, CALLER, false, "The provider cannot do this",
			"The provider's API has no such operation; nothing was sent.",
			"See `capabilities` in `GET /v1/providers/{provider}`."),
	CREDENTIALS_REQUIRED("credentials.required", 422, CALLER, false, "Credentials are required",
			"The provider wants credentials with each write; they were not given, the provider shows them only masked or not at all, and what is stored is missing, was replaced at the provider or cannot be decrypted.",
			"Send all of them once with PATCH under `credentials`; they are kept encrypted."),
	CREDENTIALS_MASKED("credentials.masked", 422, CALLER, false, "A credential looks masked",
			"A value such as `****abcd` was sent as a secret; storing it would destroy the real one.",
			"Send the real value, or leave the member out to keep the stored one."),
	PROVIDER_REJECTED("provider.rejected", 422, CALLER, false, "The provider rejected the request",
			"It answered 400, 422 or another client error.",
			"`provider.code` and `provider.message` say what it wants."),
	PROVIDER_INTEGRATION_NOT_FOUND("provider.integration-not-found", 404, CALLER, false,
			"The provider does not know the integration", "The id does not exist at the provider, or not any more.",
			"Check the id in the provider's own console."),
	PROVIDER_CONFLICT("provider.conflict", 409, CALLER, false, "The provider reports a conflict",
			"The integration is in a state that does not allow the change, such as a running sync.",
			"Look at the integration at the provider, then decide."),
	PROVIDER_AUTHENTICATION_FAILED("provider.authentication-failed", 502, PROVIDER, false,
			"The provider does not accept the gateway's key", "The configured API key is wrong, expired or revoked.",
			"An operator has to replace the key; the caller can do nothing."),
	PROVIDER_PERMISSION_DENIED("provider.permission-denied", 502, PROVIDER, false,
			"The provider denies the gateway's key this operation", "The configured API key lacks a permission.",
			"An operator has to extend the key's rights."),
	PROVIDER_RATE_LIMITED("provider.rate-limited", 503, PROVIDER, true, "The provider limits the rate",
			"It answered 429, and its wait does not fit into the deadline.", "Repeat after `Retry-After`."),
	PROVIDER_ERROR("provider.error", 502, PROVIDER, true, "The provider failed",
			"It answered a server error to each attempt.", "Repeat later; the operation is safe to repeat."),
	PROVIDER_UNREACHABLE("provider.unreachable", 502, PROVIDER, true, "The provider cannot be reached",
			"Its name did not resolve, or the connection or TLS handshake failed. Nothing was sent.", "Repeat later."),
	PROVIDER_TIMEOUT("provider.timeout", 504, PROVIDER, true, "The provider did not answer in time",
			"No whole answer came within the deadline. Where a write was sent it is not known whether it was done; `sync` is then `unknown`.",
			"Read the integration with `fresh=true`, or repeat: all writes set absolute values."),
	PROVIDER_INVALID_RESPONSE("provider.invalid-response", 502, PROVIDER, true,
			"The provider's answer cannot be understood",
			"A success came with a body that is not what its API promises, or a redirect, or too large, or in an encoding that cannot be read.",
			"Repeat; if it lasts, an operator has to look at the base URL and at what lies between."),
	PROVIDER_STATE_MISMATCH("provider.state-mismatch", 502, PROVIDER, false,
			"The provider reports another state than asked for", "It confirmed the write but shows another state.",
			"Read with `fresh=true`; look for another writer at the provider."),
	PROVIDER_CIRCUIT_OPEN("provider.circuit-open", 503, PROVIDER, true, "The provider's circuit breaker is open",
			"Too many recent calls failed; calls are held back until trial calls succeed.",
			"Repeat after `Retry-After`."),
	PROVIDER_BUSY("provider.busy", 503, GATEWAY, true, "Too many calls to the provider at once",
			"The limit of concurrent calls to this provider is reached.", "Repeat after a moment, with fewer at once."),
	PROVIDER_ON_HOLD("provider.on-hold", 503, GATEWAY, true, "The provider is on hold",
			"An operator stopped all calls to it.",
			"See `hold` in `GET /v1/providers/{provider}` for reason and time."),
	GATEWAY_STORE_UNAVAILABLE("gateway.store-unavailable", 503, GATEWAY, true, "The gateway's database is unavailable",
			"Nothing is sent to a provider that could not be recorded. With a `changeId`, the provider was called and the outcome could not be recorded; another replica ends the change.",
			"Repeat after `Retry-After`."),
	GATEWAY_ISSUER_UNAVAILABLE("gateway.issuer-unavailable", 503, GATEWAY, true, "Tokens cannot be checked right now",
			"The keys of the token issuer cannot be fetched. It is not known whether the token is good; nothing was done.",
			"Repeat after `Retry-After`."),
	GATEWAY_BUSY("gateway.busy", 503, GATEWAY, true, "Too many streams of events at once",
			"This replica has as many readers of `GET /v1/events` as it takes.",
			"Repeat after `Retry-After`; the load balancer may then choose another replica."),
	GATEWAY_INTERNAL("gateway.internal", 500, GATEWAY, false, "The gateway failed",
			"A defect. The log has it under `requestId`.", "Report it with the `requestId`.");

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
