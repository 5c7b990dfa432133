package io.switchgear.problem;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import java.io.IOException;

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
