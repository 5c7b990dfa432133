package io.switchgear.problem;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;

import java.util.Optional;

import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Answers for what failed before any controller was in charge, such as a filter or the
 * container itself.
 */
@RestController
class EscapedErrors implements ErrorController {

	@RequestMapping("${server.error.path:/error}")
	ResponseEntity<Object> error(HttpServletRequest request) {
		int status = Optional.ofNullable((Integer) request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE))
			.orElse(404);
		ProblemCode code = switch (status) {
			case 404 -> ProblemCode.REQUEST_NOT_FOUND;
			case 405 -> ProblemCode.REQUEST_METHOD_NOT_ALLOWED;
			case 413 -> ProblemCode.REQUEST_TOO_LARGE;
			default -> (status < 500) ? ProblemCode.REQUEST_MALFORMED : ProblemCode.GATEWAY_INTERNAL;
		};
		return ProblemResponses.entity(Problem.of(code, code.cause()), HttpHeaders.EMPTY, request);
	}

}
