package io.switchgear.problem;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says in one line which setting stopped the start. */
class InvalidConfigurationAnalyzer extends AbstractFailureAnalyzer<InvalidConfiguration> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, InvalidConfiguration cause) {
		return new FailureAnalysis(cause.getMessage(), "Correct the setting; docs/operations.md lists all of them.",
				cause);
	}

}
