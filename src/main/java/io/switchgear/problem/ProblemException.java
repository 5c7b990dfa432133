package io.switchgear.problem;

import java.io.Serial;

import org.jspecify.annotations.Nullable;

/** The one exception that carries a {@link Problem} up to the edge. */
public final class ProblemException extends RuntimeException {

	@Serial
	private static final long serialVersionUID = 1L;

	private final transient Problem problem;

	ProblemException(Problem problem, @Nullable Throwable cause) {
		super(problem.code().code() + ": " + problem.detail(), cause);
		this.problem = problem;
	}

	public Problem problem() {
		return problem;
	}

	public ProblemCode code() {
		return problem.code();
	}

}
