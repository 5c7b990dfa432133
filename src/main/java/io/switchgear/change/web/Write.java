package io.switchgear.change.web;

import java.time.Instant;
import java.util.Collections;
import java.util.List;

import io.switchgear.change.ChangeRequest;
import io.switchgear.connector.IntegrationRef;
import io.switchgear.http.RequestId;
import io.switchgear.idempotency.IdempotencyKey;
import io.switchgear.integration.ExpectedVersion;
import io.switchgear.integration.Patch;
import io.switchgear.security.Caller;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import tools.jackson.databind.JsonNode;

/** What the headers and the query of a write say, see {@link WriteHeaders}. */
record Write(ChangeRequest.Origin origin, @Nullable ExpectedVersion expectedVersion, @Nullable IdempotencyKey key,
		Preferences preferences, boolean dryRun) {

	static Write of(HttpServletRequest request, Caller caller, @Nullable JsonNode body) {
		List<String> prefer = Collections.list(request.getHeaders(Preferences.HEADER));
		return new Write(new ChangeRequest.Origin(caller.actor(), request.getRequestURI(), RequestId.of(request)),
				ExpectedVersion.of(Collections.list(request.getHeaders(HttpHeaders.IF_MATCH))),
				IdempotencyKey.of(request, caller.keyOwner(), body), Preferences.of(prefer),
				Boolean.parseBoolean(request.getParameter("dryRun")));
	}

	ChangeRequest request(IntegrationRef integration, Patch patch, @Nullable String reason,
			@Nullable Instant notBefore) {
		return new ChangeRequest(integration, patch, reason, origin, expectedVersion, preferences.longestWait(),
				notBefore, key);
	}

}
