package io.switchgear.simulator;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;

import io.switchgear.support.FreePort;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/** Each fault does to a real caller what it says. */
@Timeout(30)
class FaultTests {

	private static final Duration SOON = Duration.ofMillis(300);

	private static final Duration NEVER = Duration.ofHours(1);

	private static final String UPDATE = "/integrations/v1/update/state";

	private static final String DISABLE = """
			{"integration_id": "a", "status": "INTEGRATION_STATUS_DISABLED"}""";

	private final WhiskSimulator whisk = WhiskSimulator.start("key", FreePort.find())
		.add("a", "INTEGRATION_TYPE_CUSTOM", true);

	private final Http http = Http.to(whisk, "Authorization", "Bearer key");

	@AfterEach
	void close() {
		http.close();
		whisk.close();
	}

	@Test
	void answersAsScripted() throws Exception {
		whisk.next(Fault.answer(429, "text/html", "<p>späť</p>").withHeader("Retry-After", "2").withHeader("X-A", "b"));
		HttpResponse<String> answer = disable();
		assertThat(answer.statusCode()).isEqualTo(429);
		assertThat(answer.body()).isEqualTo("<p>späť</p>");
		assertThat(answer.headers().map()).containsKeys("content-type", "retry-after", "x-a");
		assertApplied(false);
	}

	@Test
	void answersWithAnEmptyBody() throws Exception {
		whisk.next(Fault.answer(503), Fault.answer(204));
		assertThat(disable()).extracting(HttpResponse::statusCode, HttpResponse::body).containsExactly(503, "");
		assertThat(disable()).extracting(HttpResponse::statusCode, HttpResponse::body).containsExactly(204, "");
		assertApplied(false);
	}

	@Test
	void redirects() throws Exception {
		whisk.next(Fault.redirect("http://127.0.0.1:1/elsewhere"));
		HttpResponse<String> answer = disable();
		assertThat(answer.statusCode()).isEqualTo(302);
		assertThat(answer.headers().firstValue("Location")).contains("http://127.0.0.1:1/elsewhere");
	}

	@Test
	void hangs() {
		whisk.next(Fault.hang());
		assertUnanswered();
		assertApplied(false);
		assertThat(whisk.journal().last().body()).isEqualTo(DISABLE);
	}

	@Test
	void hangsNoLongerThanUntilRecovery() throws Exception {
		whisk.always(Fault.hang());
		try (Socket socket = post(DISABLE.length(), DISABLE)) {
			awaitArrival();
			whisk.recover();
			assertThat(socket.getInputStream().read()).isEqualTo(-1);
		}
		assertThat(disable().statusCode()).isEqualTo(200);
	}

	@Test
	void appliesThenHangs() {
		whisk.next(Fault.applyThenHang());
		assertUnanswered();
		assertApplied(true);
	}

	@Test
	void resetsBeforeTheBodyIsThere() throws Exception {
		whisk.next(Fault.resetBeforeReading());
		try (Socket socket = post(DISABLE.length(), "")) {
			assertReset(() -> socket.getInputStream().read());
		}
		assertApplied(false);
		assertThat(whisk.journal().last().body()).isEmpty();
	}

	@Test
	void resetsAfterReading() throws Exception {
		whisk.next(Fault.resetAfterReading());
		try (Socket socket = post(DISABLE.length(), DISABLE)) {
			assertReset(() -> socket.getInputStream().read());
		}
		assertApplied(false);
		assertThat(whisk.journal().last().body()).isEqualTo(DISABLE);
	}

	@Test
	void appliesThenResets() {
		whisk.next(Fault.applyThenReset());
		assertThatExceptionOfType(IOException.class).isThrownBy(this::disable);
		assertApplied(true);
	}

	@Test
	void appliesThenAnswersSomethingElse() throws Exception {
		whisk.next(Fault.applyThenAnswer(500, "text/plain", "oops"));
		assertThat(disable()).extracting(HttpResponse::statusCode, HttpResponse::body).containsExactly(500, "oops");
		assertApplied(true);
	}

	@Test
	void appliesThenMeetsAnyOtherFault() throws Exception {
		whisk.next(Fault.applyThen(Fault.answer(503).withHeader("Retry-After", "1")));
		assertThat(disable().headers().firstValue("Retry-After")).contains("1");
		assertApplied(true);
	}

	@Test
	void answersLate() throws Exception {
		whisk.next(Fault.slowHeaders(SOON));
		long start = System.nanoTime();
		assertThat(disable().body()).isEqualTo("{}");
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(SOON);
	}

	@Test
	void appliesAtOnceWhatItAnswersLate() {
		whisk.next(Fault.slowHeaders(NEVER));
		assertUnanswered();
		assertApplied(true);
	}

	@Test
	void dripsTheWholeBody() throws Exception {
		whisk.next(Fault.drip(Duration.ofMillis(10)));
		long start = System.nanoTime();
		HttpResponse<String> answer = http.send("GET", "/", "");
		assertThat(answer.statusCode()).isEqualTo(404);
		assertThat(answer.body()).isEqualTo("{\"code\":5,\"message\":\"Not Found\",\"details\":[]}");
		assertThat(Duration.ofNanos(System.nanoTime() - start))
			.isGreaterThan(Duration.ofMillis(10).multipliedBy(answer.body().length() - 1));
	}

	@Test
	void dripsAfterHeadersThatComeAtOnce() throws Exception {
		whisk.next(Fault.drip(NEVER));
		HttpResponse<InputStream> answer = http.open("POST", UPDATE, DISABLE);
		try (InputStream body = answer.body()) {
			assertThat(answer.statusCode()).isEqualTo(200);
			assertThat(answer.headers().firstValue("Content-Length")).contains("2");
			assertThat(body.available()).isZero();
		}
		assertApplied(true);
	}

	@Test
	void breaksOffInTheMiddleOfTheBody() throws Exception {
		whisk.next(Fault.truncated(), Fault.truncated());
		assertThatExceptionOfType(IOException.class).isThrownBy(this::disable)
			.withRootCauseInstanceOf(EOFException.class);
		try (Socket socket = post(DISABLE.length(), DISABLE)) {
			String sent = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
			assertThat(sent).startsWith("HTTP/1.1 200 ")
				.containsIgnoringCase("content-length: 2")
				.endsWith("\r\n\r\n{");
		}
		assertApplied(true);
	}

	@Test
	void meetsFaultsInOrderAndThenTheStandingOnes() throws Exception {
		whisk.always(Fault.answer(500));
		whisk.when("POST", Fault.answer(501));
		whisk.next(Fault.answer(502), Fault.none(), Fault.answer(503));
		assertThat(statuses("POST", 5)).containsExactly(502, 200, 503, 501, 501);
		assertThat(statuses("GET", 2)).containsExactly(500, 500);
		whisk.next(Fault.answer(502));
		whisk.recover();
		assertThat(statuses("POST", 2)).containsExactly(200, 200);
		assertThat(whisk.journal().count()).isEqualTo(9);
		assertThat(whisk.journal().count("GET")).isEqualTo(2);
		assertThat(whisk.journal().of("POST")).hasSize(7);
	}

	@Test
	void closesAtOnceWhateverIsUnderWay() throws Exception {
		whisk.always(Fault.hang());
		try (Socket socket = post(DISABLE.length(), DISABLE)) {
			awaitArrival();
			// Would throw if it waited for the answer, which never comes
			whisk.close();
			assertThat(socket.getInputStream().read()).isEqualTo(-1);
		}
		assertThatExceptionOfType(ConnectException.class).isThrownBy(this::disable);
	}

	@Test
	void keepsNoVirtualMachineAlive() throws Exception {
		disable();
		assertThat(Thread.getAllStackTraces().keySet()).filteredOn((thread) -> thread.getName().startsWith("simulator"))
			.isNotEmpty()
			.allMatch(Thread::isDaemon);
	}

	@Test
	void comesBackOnThePortItHad() throws Exception {
		whisk.close();
		try (WhiskSimulator again = WhiskSimulator.start("key", whisk.port())
			.add("a", "INTEGRATION_TYPE_CUSTOM", true)) {
			assertThat(disable().statusCode()).isEqualTo(200);
			assertThat(again.enabled("a")).isFalse();
		}
	}

	private HttpResponse<String> disable() throws IOException, InterruptedException {
		return http.send("POST", UPDATE, DISABLE);
	}

	private IntStream statuses(String method, int count) {
		return IntStream.range(0, count).map((_) -> {
			try {
				return http.send(method, UPDATE, DISABLE).statusCode();
			}
			catch (IOException | InterruptedException ex) {
				throw new AssertionError(ex);
			}
		});
	}

	/** Sends a request by hand, with as much of its body as given. */
	private Socket post(int length, String body) throws IOException {
		Socket socket = new Socket(InetAddress.getLoopbackAddress(), whisk.port());
		String head = "POST " + UPDATE + " HTTP/1.1\r\nHost: whisk\r\nAuthorization: Bearer key\r\nContent-Length: ";
		socket.getOutputStream().write((head + length + "\r\n\r\n" + body).getBytes(StandardCharsets.US_ASCII));
		return socket;
	}

	private void awaitArrival() {
		await().until(() -> whisk.journal().count() == 1);
	}

	private void assertUnanswered() {
		CompletableFuture<HttpResponse<String>> answer = http.begin("POST", UPDATE, DISABLE);
		awaitArrival();
		assertThat(answer).failsWithin(SOON).withThrowableOfType(TimeoutException.class);
	}

	private void assertReset(ThrowingCallable reading) {
		assertThatExceptionOfType(SocketException.class).isThrownBy(reading).withMessage("Connection reset");
	}

	private void assertApplied(boolean applied) {
		assertThat(whisk.enabled("a")).isEqualTo(!applied);
	}

}
