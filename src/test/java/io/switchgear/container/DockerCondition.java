package io.switchgear.container;

import io.switchgear.support.DockerEngine;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.LifecycleMethodExecutionExceptionHandler;
import org.junit.jupiter.api.extension.TestWatcher;
import org.opentest4j.TestAbortedException;

/** Lets container tests run, and counts them for one line at the end of all tests. */
final class DockerCondition implements ExecutionCondition, LifecycleMethodExecutionExceptionHandler, TestWatcher {

	@Override
	public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
		if (DockerEngine.answers()) {
			return ConditionEvaluationResult.enabled("A Docker engine answers");
		}
		String reason = "no Docker engine answers";
		tally(context).skipAll(reason);
		return ConditionEvaluationResult.disabled(reason);
	}

	@Override
	public void handleBeforeAllMethodExecutionException(ExtensionContext context, Throwable cause) throws Throwable {
		if (cause instanceof TestAbortedException) {
			tally(context).skipAll(cause.getMessage());
		}
		throw cause;
	}

	@Override
	public void testSuccessful(ExtensionContext context) {
		tally(context).ran();
	}

	@Override
	public void testFailed(ExtensionContext context, @Nullable Throwable cause) {
		tally(context).ran();
	}

	@Override
	public void testAborted(ExtensionContext context, @Nullable Throwable cause) {
		tally(context).skipped();
	}

	private static Tally tally(ExtensionContext context) {
		return context.getRoot()
			.getStore(ExtensionContext.Namespace.create(DockerCondition.class))
			.computeIfAbsent(Tally.class);
	}

}
