package io.switchgear.connector.http.descriptor;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;

/** Method and path of a request, the path encoded. */
public record RequestLine(HttpMethod method, Template path) {

	// Percent signs only where they encode something
	private static final Pattern FORM = Pattern
		.compile("([A-Z]+) (/(?:[A-Za-z0-9._~!$&'()*+,;=:@/?-]|%[0-9A-Fa-f]{2}|\\{[A-Za-z][A-Za-z0-9_.-]*})*)");

	/**
	 * Reads a request such as {@code PUT /integrations/{id}}.
	 * @throws Fault if it is none, has another method, or a placeholder that no URL may
	 * have
	 */
	static RequestLine of(@Nullable String request, Set<String> methods, Set<String> parts, String pointer) {
		if (request == null) {
			throw new Fault(pointer, "is missing");
		}
		Matcher matcher = FORM.matcher(request);
		if (!matcher.matches() || !methods.contains(matcher.group(1))) {
			throw new Fault(pointer, "must be one of %s, a blank and an encoded path from / on, without a host"
				.formatted(methods.stream().sorted().toList()));
		}
		String path = matcher.group(2);
		if (path.startsWith("//") || path.contains("/../") || path.contains("/./") || path.endsWith("/..")) {
			throw new Fault(pointer, "must not lead out of the base URL");
		}
		Template template = Template.of(path, parts, pointer);
		template.placeholders().forEach((placeholder) -> check(placeholder, pointer));
		return new RequestLine(HttpMethod.valueOf(matcher.group(1)), template);
	}

	private static void check(Placeholder placeholder, String pointer) {
		if (placeholder.kind().secret() || placeholder.kind() == Placeholder.Kind.CREDENTIAL) {
			throw new Fault(pointer, "has a secret in the URL, which proxies and servers log; put it into headers");
		}
		if (placeholder.kind() == Placeholder.Kind.SETTING) {
			throw new Fault(pointer, "has a setting in the URL; settings can be sent in body or form only");
		}
	}

	/** The path with the values of a call, each encoded as one segment. */
	public String path(Values values) {
		return path.fill((placeholder) -> UrlEncoding.of(values.text(placeholder)));
	}

}
