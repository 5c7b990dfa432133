package io.switchgear.openapi;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

import io.swagger.v3.oas.models.PathItem.HttpMethod;
import io.switchgear.problem.ProblemCode;

import static io.switchgear.problem.ProblemCode.AUTH_DELEGATION_FORBIDDEN;
import static io.switchgear.problem.ProblemCode.AUTH_FORBIDDEN;
import static io.switchgear.problem.ProblemCode.AUTH_REQUIRED;
import static io.switchgear.problem.ProblemCode.BATCH_CANCELLED;
import static io.switchgear.problem.ProblemCode.BATCH_NOT_FOUND;
import static io.switchgear.problem.ProblemCode.BATCH_RUNNING;
import static io.switchgear.problem.ProblemCode.BATCH_SELECTION_CHANGED;
import static io.switchgear.problem.ProblemCode.CAPABILITY_NOT_SUPPORTED;
import static io.switchgear.problem.ProblemCode.CHANGE_IN_PROGRESS;
import static io.switchgear.problem.ProblemCode.CHANGE_NOT_CANCELLABLE;
import static io.switchgear.problem.ProblemCode.CHANGE_NOT_FOUND;
import static io.switchgear.problem.ProblemCode.CREDENTIALS_MASKED;
import static io.switchgear.problem.ProblemCode.CREDENTIALS_REQUIRED;
import static io.switchgear.problem.ProblemCode.EVENTS_POSITION_GONE;
import static io.switchgear.problem.ProblemCode.GATEWAY_BUSY;
import static io.switchgear.problem.ProblemCode.GATEWAY_INTERNAL;
import static io.switchgear.problem.ProblemCode.GATEWAY_ISSUER_UNAVAILABLE;
import static io.switchgear.problem.ProblemCode.GATEWAY_STORE_UNAVAILABLE;
import static io.switchgear.problem.ProblemCode.IDEMPOTENCY_IN_PROGRESS;
import static io.switchgear.problem.ProblemCode.IDEMPOTENCY_KEY_REUSED;
import static io.switchgear.problem.ProblemCode.INTEGRATION_CHANGED_MEANWHILE;
import static io.switchgear.problem.ProblemCode.INTEGRATION_NOT_FOUND;
import static io.switchgear.problem.ProblemCode.PROVIDER_UNKNOWN;
import static io.switchgear.problem.ProblemCode.REQUEST_HEADERS_TOO_LARGE;
import static io.switchgear.problem.ProblemCode.REQUEST_INVALID;
import static io.switchgear.problem.ProblemCode.REQUEST_MALFORMED;
import static io.switchgear.problem.ProblemCode.REQUEST_NOT_ACCEPTABLE;
import static io.switchgear.problem.ProblemCode.REQUEST_TOO_LARGE;
import static io.switchgear.problem.ProblemCode.REQUEST_UNSUPPORTED_MEDIA_TYPE;

/** Which problems an operation can end with. */
final class ProblemsOf {

	private static final Set<ProblemCode> ANY = EnumSet.of(REQUEST_MALFORMED, REQUEST_INVALID, REQUEST_NOT_ACCEPTABLE,
			REQUEST_HEADERS_TOO_LARGE, AUTH_REQUIRED, AUTH_FORBIDDEN, AUTH_DELEGATION_FORBIDDEN, GATEWAY_INTERNAL,
			GATEWAY_STORE_UNAVAILABLE, GATEWAY_ISSUER_UNAVAILABLE);

	private ProblemsOf() {
	}

	static Set<ProblemCode> operation(OperationDescription operation) {
		Set<ProblemCode> problems = EnumSet.copyOf(ANY);
		if (operation.path().contains("{provider}")) {
			problems.add(PROVIDER_UNKNOWN);
		}
		if (operation.path().startsWith("/v1/batches/{")) {
			problems.add(BATCH_NOT_FOUND);
		}
		problems.addAll(ofPath(operation));
		if (operation.path().contains("/changes/{id}")) {
			problems.add(CHANGE_NOT_FOUND);
		}
		if (operation.path().endsWith("/{id}/cancel")) {
			problems.add(CHANGE_NOT_CANCELLABLE);
		}
		if (operation.hasBody()) {
			problems.addAll(EnumSet.of(REQUEST_UNSUPPORTED_MEDIA_TYPE, REQUEST_TOO_LARGE));
		}
		if (operation.hasParameter("If-Match")) {
			problems.addAll(EnumSet.of(INTEGRATION_CHANGED_MEANWHILE, CHANGE_IN_PROGRESS));
		}
		if (operation.isWrite()) {
			problems.addAll(EnumSet.of(IDEMPOTENCY_KEY_REUSED, IDEMPOTENCY_IN_PROGRESS));
		}
		if (operation.path().endsWith("{externalId}") && operation.method() != HttpMethod.PATCH) {
			problems.add(INTEGRATION_NOT_FOUND);
		}
		if (callsProvider(operation) || operation.path().endsWith("/import")) {
			problems.add(CAPABILITY_NOT_SUPPORTED);
		}
		if (callsProvider(operation)) {
			Arrays.stream(ProblemCode.values())
				.filter((code) -> code.code().startsWith("provider."))
				.forEach(problems::add);
			if (operation.isWrite()) {
				problems.addAll(EnumSet.of(CREDENTIALS_REQUIRED, CREDENTIALS_MASKED));
			}
		}
		return problems;
	}

	private static Set<ProblemCode> ofPath(OperationDescription operation) {
		return switch (operation.path()) {
			case "/v1/events" -> EnumSet.of(GATEWAY_BUSY, EVENTS_POSITION_GONE);
			case "/v1/batches" ->
				operation.hasBody() ? EnumSet.of(BATCH_SELECTION_CHANGED, CAPABILITY_NOT_SUPPORTED) : Set.of();
			case "/v1/batches/{id}/revert" -> EnumSet.of(BATCH_RUNNING, BATCH_SELECTION_CHANGED);
			case "/v1/batches/{id}/retry" -> EnumSet.of(BATCH_CANCELLED);
			default -> Set.of();
		};
	}

	private static boolean callsProvider(OperationDescription operation) {
		return operation.hasParameter("fresh") || (operation.path().contains("{externalId}") && operation.hasBody());
	}

}
