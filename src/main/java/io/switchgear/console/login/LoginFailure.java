package io.switchgear.console.login;

/** Why a login did not succeed, for the person who tried. */
enum LoginFailure {

	UNKNOWN_LOGIN(400,
			"This login was begun more than ten minutes ago, or in another tab, or the browser did not keep its cookie. "
					+ "The console needs https and a browser that takes cookies."),
	REFUSED(403, "The issuer did not let you in, or the login was cancelled."),
	ISSUER(502, "The issuer of the login cannot be reached, or its answer was not as it has to be. "
			+ "The log of the gateway says more.");

	private final int status;

	private final String text;

	LoginFailure(int status, String text) {
		this.status = status;
		this.text = text;
	}

	static LoginFailure of(String error) {
		return switch (error) {
			case "authorization_request_not_found", "invalid_state_parameter", "invalid_request" -> UNKNOWN_LOGIN;
			case "access_denied", "login_required", "consent_required", "interaction_required" -> REFUSED;
			default -> ISSUER;
		};
	}

	int status() {
		return status;
	}

	String text() {
		return text;
	}

}
