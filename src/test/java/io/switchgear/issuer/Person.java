package io.switchgear.issuer;

/** The people of the demonstration. */
public enum Person {

	/** May do everything. */
	OPERATOR("operator", "demo-only-operator"),

	/** May read everything. */
	READER("reader", "demo-only-reader");

	private final String login;

	private final String password;

	Person(String login, String password) {
		this.login = login;
		this.password = password;
	}

	public String login() {
		return login;
	}

	public String password() {
		return password;
	}

}
