package io.switchgear.change.web;

import java.util.Map;

import io.switchgear.change.Answers;
import io.switchgear.change.Change;
import io.switchgear.http.EntityTag;
import io.switchgear.idempotency.Answer;
import io.switchgear.integration.IntegrationDetails;
import io.switchgear.integration.web.IntegrationView;
import io.switchgear.problem.ProblemBody;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;

/** The answers to writes. */
@Component
class AnswerViews implements Answers {

	@Override
	public Answer confirmed(IntegrationDetails details) {
		return new Answer(200, Map.of(HttpHeaders.ETAG, EntityTag.of(details.integration().version())),
				IntegrationView.of(details));
	}

	@Override
	public Answer accepted(Change change) {
		return new Answer(202, Map.of(HttpHeaders.LOCATION, "/v1/changes/" + change.id()), ChangeView.of(change));
	}

	@Override
	public Answer forgotten() {
		return new Answer(204, Map.of(), null);
	}

	@Override
	public Answer refused(ProblemBody problem) {
		return new Answer(problem.status(), Map.of(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_PROBLEM_JSON_VALUE),
				problem);
	}

}
