package io.switchgear.connector.http.descriptor;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;

import io.switchgear.connector.http.descriptor.Placeholder.Kind;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;

/**
 * The headers of each request, among them those with the key.
 *
 * @param named by their names, in the order they are sent
 * @param basic null unless user and key go into {@code Authorization}
 * @param grant null unless there is an access token
 * @param json the type of JSON bodies
 */
public record KeyHeaders(Map<String, Template> named, Descriptor.@Nullable Basic basic,
		Descriptor.@Nullable ClientCredentials grant, MediaType json) {

	private static final String AT = "/headers";

	private static final Pattern NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");

	// The client's own, or of one connection only
	private static final Set<String> TAKEN = Set.of("host", "content-length", "transfer-encoding", "connection",
			"content-encoding", "accept-encoding", "expect", "te", "trailer", "upgrade", "proxy-authorization");

	static KeyHeaders of(Descriptor descriptor, Ids ids) {
		Descriptor.Auth auth = descriptor.auth();
		Descriptor.ClientCredentials grant = (auth != null) ? auth.clientCredentials() : null;
		Descriptor.Basic basic = (auth != null) ? auth.basic() : null;
		if (auth != null && (grant == null) == (basic == null)) {
			throw new Fault("/auth", "must have one of basic and client-credentials");
		}
		if (grant != null && (grant.tokenUrl() == null || !grant.tokenUrl().matches("/[A-Za-z0-9._~/?=&%-]*"))) {
			throw new Fault("/auth/client-credentials/token-url",
					"must be a path below the base URL, from / on and without a host");
		}
		if (basic != null && basic.user() != null && basic.user().contains(":")) {
			throw new Fault("/auth/basic/user", "must have no colon (RFC 7617)");
		}
		Map<String, Template> named = new LinkedHashMap<>();
		Set<String> seen = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
		MediaType json = MediaType.APPLICATION_JSON;
		for (Map.Entry<String, String> header : descriptor.headers().entrySet()) {
			if (!seen.add(header.getKey())) {
				throw new Fault(pointer(header.getKey()), "is there twice; names of headers are equal in either case");
			}
			if (header.getKey().equalsIgnoreCase(HttpHeaders.CONTENT_TYPE)) {
				json = type(header.getValue());
			}
			else {
				named.put(header.getKey(), value(header.getKey(), header.getValue(), ids.parts()));
			}
		}
		if (named.isEmpty() && basic == null) {
			named.put(HttpHeaders.AUTHORIZATION,
					Template.of((grant != null) ? "Bearer {token}" : "Bearer {key}", ids.parts(), AT));
		}
		KeyHeaders headers = new KeyHeaders(named, basic, grant, json);
		headers.check();
		return headers;
	}

	private static Template value(String name, String text, Set<String> parts) {
		String pointer = pointer(name);
		if (!NAME.matcher(name).matches() || TAKEN.contains(name.toLowerCase(Locale.ROOT))) {
			throw new Fault(pointer, "is no header that can be set here");
		}
		if (text.isBlank() || !text.chars().allMatch((character) -> character >= ' ' && character < 0x7f)) {
			throw new Fault(pointer, "has a value that no header can carry");
		}
		Template value = Template.of(text, parts, pointer);
		if (value.placeholders().anyMatch((placeholder) -> !placeholder.kind().secret())) {
			throw new Fault(pointer, "can have {key}, {keys.<name>} and {token} only");
		}
		return value;
	}

	private static String pointer(String name) {
		return AT + "/" + name.replace("~", "~0").replace("/", "~1");
	}

	private static MediaType type(String text) {
		try {
			return MediaType.parseMediaType(text);
		}
		catch (IllegalArgumentException ex) {
			throw new Fault(AT + "/" + HttpHeaders.CONTENT_TYPE, "is no media type");
		}
	}

	private void check() {
		boolean token = has(Kind.TOKEN);
		if (token && grant == null) {
			throw new Fault(AT, "has {token}, which only auth.client-credentials gets; {key} is the key itself");
		}
		if (grant != null && !token) {
			throw new Fault(AT, "sends no {token}, though auth.client-credentials gets one");
		}
		if (basic != null && named.keySet().stream().anyMatch(HttpHeaders.AUTHORIZATION::equalsIgnoreCase)) {
			throw new Fault(AT, "sends Authorization, and so does auth.basic");
		}
		if (grant == null && basic == null && !has(Kind.KEY)) {
			throw new Fault(AT, "sends the key nowhere; add Authorization: 'Bearer {key}' or what the API wants");
		}
	}

	private boolean has(Kind kind) {
		return named.values()
			.stream()
			.flatMap(Template::placeholders)
			.anyMatch((placeholder) -> placeholder.kind() == kind);
	}

	/** Names of the further keys that have to be configured. */
	public Set<String> keys() {
		return Set.copyOf(named.values()
			.stream()
			.flatMap(Template::placeholders)
			.filter((placeholder) -> placeholder.kind() == Kind.KEY && !placeholder.name().isEmpty())
			.map(Placeholder::name)
			.distinct()
			.toList());
	}

	/** Sets those that are the same on each request. */
	public void setFixed(HttpHeaders headers, Function<String, String> keys, @Nullable String user) {
		if (basic != null) {
			String pair = user + ":" + keys.apply("");
			headers.set(HttpHeaders.AUTHORIZATION,
					"Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
		}
		named.forEach((name, value) -> {
			if (value.placeholders().noneMatch((placeholder) -> placeholder.kind() == Kind.TOKEN)) {
				headers.set(name, value.fill((placeholder) -> keys.apply(placeholder.name())));
			}
		});
	}

	/** As a person may see them, each secret as the word {@code set}. */
	public Map<String, String> shown() {
		Map<String, String> shown = new LinkedHashMap<>();
		named.forEach((name, value) -> shown.put(name, value.fill((placeholder) -> "set")));
		if (basic != null) {
			shown.put(HttpHeaders.AUTHORIZATION, "Basic set");
		}
		return shown;
	}

	/** Sets those with the token. */
	public void setToken(HttpHeaders headers, Function<String, String> keys, String token) {
		named.forEach((name, value) -> {
			if (value.placeholders().anyMatch((placeholder) -> placeholder.kind() == Kind.TOKEN)) {
				headers.set(name, value.fill(
						(placeholder) -> (placeholder.kind() == Kind.TOKEN) ? token : keys.apply(placeholder.name())));
			}
		});
	}

}
