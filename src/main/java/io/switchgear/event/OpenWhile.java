package io.switchgear.event;

import java.util.function.BooleanSupplier;

import jakarta.servlet.http.HttpServletRequest;

/**
 * Ends a stream of events earlier than its token does, on behalf of whoever put the token
 * into the request.
 */
public final class OpenWhile {

	private static final String ATTRIBUTE = OpenWhile.class.getName();

	private OpenWhile() {
	}

	/**
	 * A stream that this request opens ends soon after this is false. It is asked often.
	 */
	public static void set(HttpServletRequest request, BooleanSupplier condition) {
		request.setAttribute(ATTRIBUTE, condition);
	}

	/** Any thread may ask it, at any time. True for a request that nobody spoke for. */
	public static BooleanSupplier of(HttpServletRequest request) {
		return (request.getAttribute(ATTRIBUTE) instanceof BooleanSupplier condition) ? condition : () -> true;
	}

}
