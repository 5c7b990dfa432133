package io.switchgear.outbound;

import java.lang.reflect.Method;

import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.service.invoker.HttpRequestValues;

/**
 * A logical call, carried on the request so that the layers need not parse URLs.
 *
 * @param largestAnswer how many bytes its answer may have, once it is inflated
 */
record Call(String provider, String operation, boolean repeatable, boolean reads, int largestAnswer, CallScope scope) {

	private static final int MAX_ANSWER = 256 * 1024;

	private static final int MAX_LIST = 8 * 1024 * 1024;

	private static final int MAX_IMPORT = 32 * 1024 * 1024;

	static final String ATTRIBUTE = Call.class.getName();

	/** The provider did, or may have done, what an attempt asked for. */
	void done() {
		if (!reads) {
			scope.recordWrite();
		}
	}

	void failed(CallFailure failure) {
		boolean refused = failure instanceof CallFailure.Answered answered && answered.refused();
		if (failure.mayHaveActed() && !refused) {
			done();
		}
	}

	static Call of(String provider, ProviderOperation operation, CallScope scope) {
		return new Call(provider, operation.value(), operation.repeatable(), operation.reads(),
				largestAnswer(operation), scope);
	}

	private static int largestAnswer(ProviderOperation operation) {
		if (operation.imports()) {
			return MAX_IMPORT;
		}
		return operation.lists() ? MAX_LIST : MAX_ANSWER;
	}

	static Call of(String provider, ProviderRequest request, CallScope scope) {
		return new Call(provider, request.operation().wireName(), request.repeatable(), request.operation().reads(),
				request.operation().lists() ? MAX_LIST : MAX_ANSWER, scope);
	}

	static Call of(ClientRequest request) {
		return (Call) request.attribute(ATTRIBUTE).orElseThrow();
	}

	/** Puts the call on each request of a provider's HTTP interface. */
	record Attaching(String provider) implements HttpRequestValues.Processor {

		@Override
		public void process(Method method, MethodParameter[] parameters, @Nullable Object[] arguments,
				HttpRequestValues.Builder builder) {
			ProviderOperation operation = method.getAnnotation(ProviderOperation.class);
			if (operation == null) {
				throw new IllegalStateException(method + " lacks @ProviderOperation");
			}
			builder.addAttribute(ATTRIBUTE, of(provider, operation, CallScope.current()));
		}

	}

}
