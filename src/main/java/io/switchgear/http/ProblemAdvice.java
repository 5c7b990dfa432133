package io.switchgear.http;

import java.time.Duration;

import io.switchgear.problem.Problem;
import io.switchgear.problem.ProblemCode;
import io.switchgear.problem.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.dao.InvalidDataAccessResourceUsageException;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.transaction.TransactionException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/** Turns whatever a controller throws into a problem. */
@RestControllerAdvice
class ProblemAdvice extends ResponseEntityExceptionHandler {

	private static final Logger log = LoggerFactory.getLogger(ProblemAdvice.class);

	private static final Duration PAUSE_WHILE_LOCKED = Duration.ofSeconds(1);

	@ExceptionHandler
	ResponseEntity<Object> problem(ProblemException ex, HttpServletRequest request) {
		return ProblemResponses.entity(ex.problem(), HttpHeaders.EMPTY, request);
	}

	/** The security filters answer these, with the challenge that goes with them. */
	@ExceptionHandler({ AccessDeniedException.class, AuthenticationException.class })
	void refused(RuntimeException ex) {
		throw ex;
	}

	@ExceptionHandler({ DataAccessException.class, TransactionException.class })
	ResponseEntity<Object> store(RuntimeException ex, HttpServletRequest request) {
		log.error("The database cannot be used", ex);
		Problem problem = Problem.storeUnavailable("The gateway's database cannot be used right now");
		return ProblemResponses.entity(problem, HttpHeaders.EMPTY, request);
	}

	/**
	 * Somebody else's transaction held what this one wanted to write; nothing was
	 * written.
	 */
	@ExceptionHandler
	ResponseEntity<Object> locked(PessimisticLockingFailureException ex, HttpServletRequest request) {
		log.info("A row is locked by another transaction: {}", ex.getMessage());
		Problem problem = Problem
			.of(ProblemCode.CHANGE_IN_PROGRESS, "Another transaction holds what this request has to write")
			.withRetryAfter(PAUSE_WHILE_LOCKED);
		return ProblemResponses.entity(problem, HttpHeaders.EMPTY, request);
	}

	/** Thrown where a parameter is read, long after the firewall let the request in. */
	@ExceptionHandler({ RequestRejectedException.class, InvalidParameterException.class })
	ResponseEntity<Object> rejected(RuntimeException ex, HttpServletRequest request) {
		return ProblemResponses.entity(
				Problem.of(ProblemCode.REQUEST_MALFORMED,
						"A header or parameter cannot be read, or has a character it cannot have"),
				HttpHeaders.EMPTY, request);
	}

	@ExceptionHandler
	ResponseEntity<Object> mistypedParameter(MethodArgumentTypeMismatchException ex, HttpServletRequest request) {
		return ProblemResponses.entity(Problem.invalid(ex.getName(), "is not of the form it has to have"),
				HttpHeaders.EMPTY, request);
	}

	/** A statement that the database refuses is no outage: repeating it cannot help. */
	@ExceptionHandler({ DataIntegrityViolationException.class, InvalidDataAccessResourceUsageException.class,
			InvalidDataAccessApiUsageException.class, Exception.class })
	ResponseEntity<Object> defect(Exception ex, HttpServletRequest request) {
		log.error("A request met a defect", ex);
		return ProblemResponses.entity(Problem.of(ProblemCode.GATEWAY_INTERNAL, "The gateway failed"),
				HttpHeaders.EMPTY, request);
	}

	@Override
	protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(HttpMessageNotReadableException ex,
			HttpHeaders headers, HttpStatusCode status, WebRequest request) {
		return entity(ProblemResponses.unreadableBody(ex), headers, request);
	}

	@Override
	protected @Nullable ResponseEntity<Object> handleExceptionInternal(Exception ex, @Nullable Object body,
			HttpHeaders headers, HttpStatusCode status, WebRequest request) {
		ProblemCode code = ProblemResponses.codeFor(status.value());
		if (code == ProblemCode.GATEWAY_INTERNAL) {
			log.error("A request met a defect", ex);
		}
		return entity(Problem.of(code, code.cause()), headers, request);
	}

	private static ResponseEntity<Object> entity(Problem problem, HttpHeaders headers, WebRequest request) {
		return ProblemResponses.entity(problem, headers, ((ServletWebRequest) request).getRequest());
	}

}
