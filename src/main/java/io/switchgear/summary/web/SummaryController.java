package io.switchgear.summary.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.switchgear.security.Caller;
import io.switchgear.summary.Summaries;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Counts everything. */
@Tag(name = "Providers")
@RestController
class SummaryController {

	private final Summaries summaries;

	SummaryController(Summaries summaries) {
		this.summaries = summaries;
	}

	@Operation(operationId = "getSummary", summary = "Get a summary",
			description = "Counts for each provider that the token may read, and the batches that are running. "
					+ "The counts are up to a second old, those of integrations up to a minute if counting them takes long.")
	@GetMapping("/v1/summary")
	SummaryView get(Caller caller) {
		return SummaryView.of(summaries.of(caller.readable()));
	}

}
