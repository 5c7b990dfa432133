package io.switchgear.simulator;

/** Ends the handling of a request with the provider's own error. */
final class RequestRefused extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final transient Reply reply;

	RequestRefused(Reply reply) {
		super("Answered with " + reply.status());
		this.reply = reply;
	}

	Reply reply() {
		return reply;
	}

}
