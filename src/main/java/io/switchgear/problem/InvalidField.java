package io.switchgear.problem;

/**
 * One thing that is wrong with a request.
 *
 * @param pointer JSON Pointer (RFC 6901) into the body, or the name of a parameter
 * @param message what is expected; never repeats the value that was sent
 */
public record InvalidField(String pointer, String message) {

	private static final int LONGEST_NAME = 200;

	/**
	 * About a member whose name the caller may have made up: it is escaped, cut, and shown
	 * without what cannot be.
	 * @param parent the pointer of the object that has the member
	 */
	public static InvalidField ofMember(String parent, String name, String message) {
		return new InvalidField(pointer(parent, name), message);
	}

	static String pointer(String parent, String name) {
		return parent + "/" + Text.cut(Text.replaced(name.replace("~", "~0").replace("/", "~1")), LONGEST_NAME);
	}

}
