package io.switchgear.http;

import java.io.IOException;

import io.switchgear.problem.Problem;
import io.switchgear.problem.ProblemBody;
import io.switchgear.problem.ProblemCode;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** The one place that turns a problem into a response. */
@Component
public final class ProblemResponses {

	private static final String CODE = ProblemResponses.class.getName() + ".code";

	private final JsonMapper json;

	ProblemResponses(JsonMapper json) {
		this.json = json;
	}

	/** For what Spring or the container refused by a status alone. */
	static ProblemCode codeFor(int status) {
		return switch (status) {
			case 404 -> ProblemCode.REQUEST_NOT_FOUND;
			case 405 -> ProblemCode.REQUEST_METHOD_NOT_ALLOWED;
			case 406 -> ProblemCode.REQUEST_NOT_ACCEPTABLE;
			case 413 -> ProblemCode.REQUEST_TOO_LARGE;
			case 415 -> ProblemCode.REQUEST_UNSUPPORTED_MEDIA_TYPE;
			case 431 -> ProblemCode.REQUEST_HEADERS_TOO_LARGE;
			// The container's words for a transfer encoding or a version that it does not
			// know
			case 501, 505 -> ProblemCode.REQUEST_MALFORMED;
			default -> (status < 500) ? ProblemCode.REQUEST_MALFORMED : ProblemCode.GATEWAY_INTERNAL;
		};
	}

	/** For what was refused before anybody read the body. */
	static Problem refusedEarly(int status) {
		ProblemCode code = codeFor(status);
		return Problem.of(code,
				(code == ProblemCode.REQUEST_MALFORMED)
						? "The request line or a header cannot be read, or has something in it that is not allowed"
						: code.cause());
	}

	/** A body that did not arrive as it should have. */
	public static Problem unreadableBody(Throwable failure) {
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			if (cause instanceof BodyTooLarge) {
				return Problem.of(ProblemCode.REQUEST_TOO_LARGE, ProblemCode.REQUEST_TOO_LARGE.cause());
			}
			if (cause instanceof IOException) {
				return Problem.of(ProblemCode.REQUEST_MALFORMED, "The body did not arrive completely and in time");
			}
		}
		return Problem.of(ProblemCode.REQUEST_MALFORMED, "The body is not JSON of the form this call takes");
	}

	/**
	 * The code of the problem that a request was answered with; null where it was not,
	 * and for a repeat that got the answer kept for it.
	 */
	public static @Nullable String codeOf(HttpServletRequest request) {
		return (String) request.getAttribute(CODE);
	}

	static ResponseEntity<Object> entity(Problem problem, HttpHeaders headers, HttpServletRequest request) {
		ProblemBody body = body(problem, request);
		HttpHeaders all = new HttpHeaders(headers);
		all.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
		if (body.retryAfterSeconds() != null) {
			all.set(HttpHeaders.RETRY_AFTER, body.retryAfterSeconds().toString());
		}
		if (problem.etag() != null) {
			all.setETag(problem.etag());
		}
		return ResponseEntity.status(body.status()).headers(all).body(body);
	}

	/**
	 * For where no controller is in charge, such as in filters. Headers of its own are
	 * set before.
	 */
	public void write(Problem problem, HttpServletRequest request, HttpServletResponse response) throws IOException {
		ProblemBody body = body(problem, request);
		response.setStatus(body.status());
		response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
		if (body.retryAfterSeconds() != null) {
			response.setHeader(HttpHeaders.RETRY_AFTER, body.retryAfterSeconds().toString());
		}
		byte[] content = json.writeValueAsBytes(body);
		response.setContentLength(content.length);
		response.getOutputStream().write(content);
	}

	private static ProblemBody body(Problem problem, HttpServletRequest request) {
		Object failed = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
		request.setAttribute(CODE, problem.code().code());
		String uri = (failed instanceof String path) ? path : request.getRequestURI();
		return problem.body(uri, RequestId.of(request));
	}

}
