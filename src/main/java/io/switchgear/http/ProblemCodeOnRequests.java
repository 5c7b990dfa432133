package io.switchgear.http;

import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.server.observation.DefaultServerRequestObservationConvention;
import org.springframework.http.server.observation.ServerRequestObservationContext;
import org.springframework.stereotype.Component;

/**
 * Tags the timer and the span of each request with the code of the problem that answered
 * it.
 */
@Component
final class ProblemCodeOnRequests extends DefaultServerRequestObservationConvention {

	private static final String TAG = "code";

	private static final KeyValue NONE = KeyValue.of(TAG, "none");

	@Override
	public KeyValues getLowCardinalityKeyValues(ServerRequestObservationContext context) {
		HttpServletRequest request = context.getCarrier();
		String code = (request != null) ? ProblemResponses.codeOf(request) : null;
		return super.getLowCardinalityKeyValues(context).and((code != null) ? KeyValue.of(TAG, code) : NONE);
	}

}
