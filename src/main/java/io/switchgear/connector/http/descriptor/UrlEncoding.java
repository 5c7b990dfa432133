package io.switchgear.connector.http.descriptor;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.stream.Collectors;

import tools.jackson.databind.JsonNode;

/** Percent-encoding (RFC 3986) of all but unreserved characters. */
public final class UrlEncoding {

	private static final HexFormat HEX = HexFormat.of().withUpperCase();

	private UrlEncoding() {
	}

	/** The value as one segment of a path, or as one value of a query or form. */
	public static String of(String value) {
		if (value.chars().allMatch(UrlEncoding::unreserved)) {
			return value;
		}
		StringBuilder encoded = new StringBuilder(value.length() * 2);
		for (byte each : value.getBytes(StandardCharsets.UTF_8)) {
			if (unreserved(each)) {
				encoded.append((char) each);
			}
			else {
				encoded.append('%').append(HEX.toHexDigits(each));
			}
		}
		return encoded.toString();
	}

	/** The members of an object as {@code application/x-www-form-urlencoded}. */
	public static byte[] form(JsonNode members) {
		return members.properties()
			.stream()
			.map((member) -> of(member.getKey()) + "=" + of(member.getValue().asString("")))
			.collect(Collectors.joining("&"))
			.getBytes(StandardCharsets.UTF_8);
	}

	private static boolean unreserved(int character) {
		return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z')
				|| (character >= '0' && character <= '9') || character == '-' || character == '.' || character == '_'
				|| character == '~';
	}

}
