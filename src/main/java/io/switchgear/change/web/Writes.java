package io.switchgear.change.web;

import java.time.Duration;
import java.util.Objects;

import io.switchgear.change.Answers;
import io.switchgear.change.Change;
import io.switchgear.change.ChangeRequest;
import io.switchgear.change.ChangeState;
import io.switchgear.change.Changes;
import io.switchgear.change.Previews;
import io.switchgear.connector.IntegrationRef;
import io.switchgear.http.AccessLog;
import io.switchgear.idempotency.Idempotency;
import io.switchgear.integration.IntegrationDetails;
import io.switchgear.integration.Integrations;
import io.switchgear.integration.Patch;
import io.switchgear.integration.web.DryRun;
import io.switchgear.integration.web.IntegrationView;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/**
 * Leads a write down the way that its headers ask for: a dry run, at once, or in the
 * background.
 */
@Component
class Writes {

	private final Changes changes;

	private final Previews previews;

	private final Integrations integrations;

	private final Idempotency idempotency;

	private final Answers answers;

	Writes(Changes changes, Previews previews, Integrations integrations, Idempotency idempotency, Answers answers) {
		this.changes = changes;
		this.previews = previews;
		this.integrations = integrations;
		this.idempotency = idempotency;
		this.answers = answers;
	}

	ResponseEntity<Object> write(IntegrationRef ref, Patch patch, RequestBodies.Switch details, Write write) {
		if (write.dryRun()) {
			DryRun dryRun = DryRun.of(patch, previews.preview(ref, patch, write.expectedVersion()));
			return ResponseEntity.ok(IntegrationView.of(integrations.known(ref), dryRun));
		}
		ChangeRequest request = write.request(ref, patch, details.reason(), details.notBefore());
		boolean inBackground = (write.preferences().respondAsync() || details.notBefore() != null)
				&& !patch.desired().isEmpty();
		return idempotency.replay(write.key())
			.orElseGet(() -> inBackground ? inBackground(request, write) : atOnce(request, write));
	}

	ResponseEntity<Object> forget(IntegrationRef ref, Write write) {
		if (write.dryRun()) {
			previews.forgetting(ref, write.expectedVersion());
			return ResponseEntity.ok(IntegrationView.of(integrations.known(ref), DryRun.FORGETTING));
		}
		return idempotency.replay(write.key()).orElseGet(() -> {
			changes.forget(ref, write.expectedVersion(), write.origin(), write.key());
			return answers.forgotten().response();
		});
	}

	private ResponseEntity<Object> atOnce(ChangeRequest request, Write write) {
		IntegrationDetails confirmed = changes.apply(request);
		if (confirmed.lastChange() != null) {
			AccessLog.nameChange(confirmed.lastChange().id());
		}
		return applied(answers.confirmed(confirmed).response(), write);
	}

	private ResponseEntity<Object> inBackground(ChangeRequest request, Write write) {
		Change change = changes.submit(request);
		Duration wait = write.preferences().longestWait();
		Change known = (wait != null) ? changes.await(change.id(), wait) : change;
		if (known.state() == ChangeState.SUCCEEDED) {
			return applied(answers.confirmed(integrations.get(request.integration())).response(), write);
		}
		return applied((known.state() == ChangeState.FAILED)
				? answers.refused(Objects.requireNonNull(known.problem())).response()
				: answers.accepted(known).response(), write);
	}

	private static ResponseEntity<Object> applied(ResponseEntity<Object> response, Write write) {
		String applied = write.preferences().applied();
		return (applied == null) ? response
				: ResponseEntity.status(response.getStatusCode())
					.headers(response.getHeaders())
					.header(Preferences.APPLIED, applied)
					.body(response.getBody());
	}

}
