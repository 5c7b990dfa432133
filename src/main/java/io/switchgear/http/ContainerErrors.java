package io.switchgear.http;

import java.io.IOException;
import java.util.Set;

import io.switchgear.problem.ProblemCode;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.apache.tomcat.util.res.StringManager;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/**
 * Answers for what the container refuses before any filter sees it, such as a path that
 * cannot be decoded.
 */
@Component
final class ContainerErrors implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

	private static final Logger log = LoggerFactory.getLogger(ContainerErrors.class);

	private static final int MAX_HEADER_LINES = 100;

	/**
	 * It has neither a status nor a type for these, and words them in its own language.
	 */
	private static final Set<String> HEADERS_TOO_LARGE = Set.of(
			StringManager.getManager("org.apache.coyote.http11").getString("iib.requestheadertoolarge.error"),
			StringManager.getManager("org.apache.tomcat.util.http")
				.getString("headers.maxCountFail", MAX_HEADER_LINES));

	private final ProblemResponses problems;

	ContainerErrors(ProblemResponses problems) {
		this.problems = problems;
	}

	@Override
	public void customize(TomcatServletWebServerFactory factory) {
		factory.addContextCustomizers((context) -> context.getParent().getPipeline().addValve(new Reporting()));
	}

	private final class Reporting extends ErrorReportValve {

		@Override
		protected void report(Request request, Response response, @Nullable Throwable failure) {
			if (response.getStatus() < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
				return;
			}
			HttpServletRequest refused = request.getRequest();
			HttpServletResponse answer = response.getResponse();
			RequestId.assign(refused, answer);
			int status = isAboutSize(failure) ? ProblemCode.REQUEST_HEADERS_TOO_LARGE.status() : response.getStatus();
			try {
				problems.write(ProblemResponses.refusedEarly(status), refused, answer);
			}
			catch (IOException ex) {
				log.debug("The caller did not wait for its answer", ex);
			}
		}

		private static boolean isAboutSize(@Nullable Throwable failure) {
			return failure != null && failure.getMessage() != null && HEADERS_TOO_LARGE.contains(failure.getMessage());
		}

	}

}
