package io.switchgear.console;

import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.switchgear.issuer.Person;
import io.switchgear.support.Answer;

/**
 * A browser as far as HTTP goes: it keeps cookies by host, follows redirects, and fills
 * in the form of the issuer.
 */
final class Visitor {

	private static final Pattern TOKEN_OF_FORM = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");

	private static final Pattern LINK = Pattern.compile("<a id=\"go\" href=\"([^\"]*)\"");

	private final Map<String, Map<String, String>> cookies = new LinkedHashMap<>();

	private final List<String> setCookies = new ArrayList<>();

	private final URI console;

	private final Consumer<HttpRequest.Builder> proxy;

	private final UnaryOperator<URI> route;

	/** Where the last request went. */
	private URI last = URI.create("about:blank");

	Visitor(URI console) {
		this(console, (request) -> {
		}, UnaryOperator.identity());
	}

	/**
	 * One who comes through a proxy.
	 * @param console as the browser knows it
	 * @param proxy adds the proxy's headers to requests to the console
	 * @param route where the proxy sends them
	 */
	Visitor(URI console, Consumer<HttpRequest.Builder> proxy, UnaryOperator<URI> route) {
		this.console = console;
		this.proxy = proxy;
		this.route = route;
	}

	/** Logs in on the way to the console, and arrives there. */
	Visitor logIn(Person person) {
		Answer callback = comeBack(person, "");
		assertStatus(200, callback);
		assertStatus(200, get(link(callback)));
		return this;
	}

	/**
	 * Logs in at the issuer, and returns what the gateway says when the browser is back.
	 */
	Answer comeBack(Person person, String relative) {
		Answer form = follow(console.resolve(relative));
		assertStatus(200, form);
		return post(last.resolve("/login"),
				Map.of("username", person.login(), "password", person.password(), "_csrf", group(TOKEN_OF_FORM, form)));
	}

	/** Where the link of a plain page leads. */
	URI link(Answer page) {
		return last.resolve(group(LINK, page).replace("&amp;", "&"));
	}

	Answer get(String relative, String... headers) {
		return get(console.resolve(relative), headers);
	}

	Answer get(URI page, String... headers) {
		return send(page, HttpRequest.newBuilder().GET(), headers);
	}

	/** As the page of the console sends it. */
	Answer post(String relative, String... headers) {
		List<String> all = new ArrayList<>(List.of(headers));
		all.addAll(List.of(ForgedRequests.HEADER, "1"));
		return bare("POST", relative, all.toArray(String[]::new));
	}

	/** With no other headers than these. */
	Answer bare(String method, String relative, String... headers) {
		return send(console.resolve(relative),
				HttpRequest.newBuilder().method(method, HttpRequest.BodyPublishers.noBody()), headers);
	}

	/** Follows redirects to wherever they end. */
	Answer follow(URI page) {
		return followed(get(page, "Accept", "text/html"));
	}

	private Answer post(URI page, Map<String, String> form) {
		String body = form.entrySet()
			.stream()
			.map((field) -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
			.collect(Collectors.joining("&"));
		return followed(send(page, HttpRequest.newBuilder().POST(HttpRequest.BodyPublishers.ofString(body)),
				"Content-Type", "application/x-www-form-urlencoded", "Accept", "text/html"));
	}

	private Answer followed(Answer first) {
		Answer answer = first;
		for (int hops = 0; answer.status() == 302 && hops < 10; hops++) {
			answer = get(last.resolve(String.valueOf(answer.header("Location"))), "Accept", "text/html");
		}
		return answer;
	}

	private Answer send(URI target, HttpRequest.Builder request, String... headers) {
		last = target;
		boolean own = target.getHost().equals(console.getHost());
		request.uri(own ? route.apply(target) : target);
		if (own) {
			proxy.accept(request);
		}
		if (headers.length > 0) {
			request.headers(headers);
		}
		Map<String, String> kept = cookies.computeIfAbsent(target.getHost(), (host) -> new LinkedHashMap<>());
		if (!kept.isEmpty()) {
			request.header("Cookie",
					kept.entrySet()
						.stream()
						.map((cookie) -> cookie.getKey() + "=" + cookie.getValue())
						.collect(Collectors.joining("; ")));
		}
		Answer answer = Answer.to(request);
		for (String line : answer.headers().allValues("Set-Cookie")) {
			if (own) {
				setCookies.add(line);
			}
			HttpCookie cookie = HttpCookie.parse(line).getFirst();
			if (cookie.getMaxAge() == 0) {
				kept.remove(cookie.getName());
			}
			else {
				kept.put(cookie.getName(), cookie.getValue());
			}
		}
		return answer;
	}

	URI lastRequest() {
		return last;
	}

	/** The cookie that the console has set of that name. */
	String cookie(String name) {
		return String.valueOf(cookies.getOrDefault(console.getHost(), Map.of()).get(name));
	}

	void keep(String name, String value) {
		cookies.computeIfAbsent(console.getHost(), (host) -> new LinkedHashMap<>()).put(name, value);
	}

	/** The headers by which the console has set cookies. */
	List<String> setCookies() {
		return List.copyOf(setCookies);
	}

	/** The same browser at another replica, as a load balancer would have it. */
	Visitor at(URI other) {
		Visitor same = new Visitor(other);
		same.cookies.putAll(cookies);
		return same;
	}

	private static void assertStatus(int status, Answer answer) {
		if (answer.status() != status) {
			throw new AssertionError("Expected %d, got %s".formatted(status, answer));
		}
	}

	private static String group(Pattern pattern, Answer answer) {
		return pattern.matcher(answer.body())
			.results()
			.findFirst()
			.map((MatchResult match) -> match.group(1))
			.orElseThrow(() -> new AssertionError("No %s in %s".formatted(pattern, answer)));
	}

}
