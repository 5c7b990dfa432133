package io.switchgear.failure;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import io.switchgear.simulator.Fault;

/** What goes wrong at any provider, whatever its API. */
final class CommonFailures {

	private static final Duration FOREVER = Duration.ofHours(1);

	private static final DateTimeFormatter RFC_850 = DateTimeFormatter.ofPattern("EEEE, dd-MMM-yy HH:mm:ss 'GMT'",
			Locale.US);

	private static final DateTimeFormatter ASCTIME = DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss yyyy",
			Locale.US);

	private static final int LIST = 8 * 1024 * 1024;

	private static final String HTML = "<html><body><h1>Bad Gateway</h1></body></html>";

	private CommonFailures() {
	}

	static List<Failure> of(Exchange exchange) {
		return Stream
			.of(statuses(), throttling(), successes(), interims(), encodings(), sizes(), redirects(), connections(),
					exchange.writes() ? writes() : List.<Failure>of())
			.flatMap(List::stream)
			.toList();
	}

	private static List<Failure> statuses() {
		return List.of(Failure.status(400), Failure.status(401), Failure.status(402), Failure.status(403),
				Failure.text("403, HTML of a proxy", 403, "text/html", HTML), Failure.status(404), Failure.status(405),
				Failure.status(408), Failure.status(409), Failure.status(410), Failure.status(415), Failure.status(422),
				Failure.status(425), Failure.text("500, prose", 500, "text/plain", "Something is wrong on our side"),
				Failure.status(501), Failure.text("502, HTML of a proxy", 502, "text/html", HTML), Failure.status(503),
				Failure.once("503", Fault.answer(503)), Failure.header(503, "Retry-After", "3600"), Failure.status(504),
				Failure.text("500, over 256 KiB", 500, "text/plain", "x".repeat(300 * 1024)));
	}

	private static List<Failure> throttling() {
		return List.of(Failure.status(429), Failure.header(429, "Retry-After", "0"),
				Failure.once("429, `Retry-After: 1`", Fault.answer(429).withHeader("Retry-After", "1")),
				Failure.header(429, "Retry-After", "3600"),
				Failure.of("429, `Retry-After` with a date in an hour",
						(exchange) -> exchange.always(throttled(Instant.now().plus(FOREVER)))),
				Failure.always("429, `Retry-After` with a date in the past", throttled(Instant.EPOCH)),
				Failure.of("429, `Retry-After` with a date in an hour, in the form of RFC 850",
						(exchange) -> exchange.always(throttled(Instant.now().plus(FOREVER), RFC_850))),
				Failure.of("429, `Retry-After` with a date in an hour, in the form of asctime",
						(exchange) -> exchange.always(throttled(Instant.now().plus(FOREVER), ASCTIME))),
				Failure.once("429, `Retry-After: 0.5`", Fault.answer(429).withHeader("Retry-After", "0.5")),
				Failure.header(429, "Retry-After", "99999999999999999999"), Failure.header(429, "Retry-After", "-5"),
				Failure.header(429, "Retry-After", "soon"));
	}

	private static List<Failure> successes() {
		return List.of(Failure.status(200), Failure.status(204), Failure.json(200, "{}"), Failure.json(200, "null"),
				Failure.json(200, "[]"), Failure.text("200, HTML", 200, "text/html", HTML),
				Failure.of("200, JSON that breaks off",
						(exchange) -> exchange
							.always(Fault.answer(200, "application/json", exchange.goodBody().replaceAll("}$", "")))),
				Failure.of("200, all in order but for the content type `text/html`",
						(exchange) -> exchange.always(Fault.answer(200, "text/html", exchange.goodBody()))),
				Failure.text("200, over 256 KiB", 200, "application/json", "\"" + "x".repeat(300 * 1024) + "\""),
				Failure.always("200, the connection ends before the body does", Fault.truncated()));
	}

	private static List<Failure> interims() {
		return List.of(Failure.always("100 before the answer", Fault.interim(100)),
				Failure.always("103 before the answer", Fault.interim(103)));
	}

	private static List<Failure> encodings() {
		return List.of(Failure.of("200, gzip", (exchange) -> exchange.always(encoded("gzip", exchange.goodBody()))),
				Failure.of("200, deflate", (exchange) -> exchange.always(encoded("deflate", exchange.goodBody()))),
				Failure.of("200, an encoding that is not known",
						(exchange) -> exchange.always(encoded("br", exchange.goodBody()))),
				// The simulator encodes under the usual name only.
				Failure.of("200, gzip by its name only",
						(exchange) -> exchange.always(encoded("x-gzip", exchange.goodBody()))),
				Failure.of("200, gzip, over 8 MiB once it is inflated",
						(exchange) -> exchange.always(encoded("gzip", padded(exchange, LIST)))));
	}

	private static Fault encoded(String coding, String body) {
		return Fault.answer(200, "application/json", body).withHeader("Content-Encoding", coding);
	}

	private static List<Failure> sizes() {
		return List.of(
				Failure.of("200, all in order, but over 256 KiB",
						(exchange) -> exchange
							.always(Fault.answer(200, "application/json", padded(exchange, 300 * 1024)))),
				Failure.of("200, all in order, but over 8 MiB",
						(exchange) -> exchange.always(Fault.answer(200, "application/json", padded(exchange, LIST)))));
	}

	private static List<Failure> redirects() {
		return List.of(Failure.header(301, "Location", "/elsewhere"), Failure.header(302, "Location", "/elsewhere"),
				Failure.header(307, "Location", "/elsewhere"), Failure.header(308, "Location", "/elsewhere"),
				Failure.status(304));
	}

	private static List<Failure> connections() {
		return List.of(Failure.always("reset before the request is read", Fault.resetBeforeReading()),
				Failure.always("reset after the request is read", Fault.resetAfterReading()),
				Failure.once("reset after the request is read", Fault.resetAfterReading()),
				Failure.always("no answer", Fault.hang()).lasting(),
				Failure.always("head of the answer in time, but its body drips", Fault.drip(FOREVER)).lasting());
	}

	/** What only a write can meet. */
	private static List<Failure> writes() {
		return List.of(
				Failure
					.of("no answer to this and all further requests", (exchange) -> exchange.fromThenOn(Fault.hang()))
					.lasting(),
				Failure.always("applied, then reset", Fault.applyThenReset()),
				Failure.always("applied, but no answer", Fault.applyThenHang()).lasting(),
				Failure.always("applied, but the answer comes late", Fault.slowHeaders(FOREVER)).lasting());
	}

	private static Fault throttled(Instant until) {
		return throttled(until, DateTimeFormatter.RFC_1123_DATE_TIME);
	}

	private static Fault throttled(Instant until, DateTimeFormatter form) {
		return Fault.answer(429).withHeader("Retry-After", form.format(until.atOffset(ZoneOffset.UTC)));
	}

	private static String padded(Exchange exchange, int size) {
		return exchange.goodBody()
			.replaceFirst("\\}$", ", \"padding\": \"" + "x".repeat(size) + "\"}")
			.replace("{, ", "{");
	}

}
