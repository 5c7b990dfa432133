package io.switchgear.console;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.switchgear.issuer.Person;
import io.switchgear.support.Answer;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class SessionTests extends ConsoleJourney {

	private static final Duration IDLE_TIMEOUT = Duration.ofMinutes(30);

	@Test
	void isNoWayIntoTheApiItself() {
		Visitor visitor = loggedIn(Person.OPERATOR);
		Answer answer = visitor.get(station.url().resolve("/v1/me"));
		assertThat(answer.isProblem("auth.required")).isTrue();
		assertThat(answer.headers().allValues("Set-Cookie")).isEmpty();
	}

	@Test
	void doesForTheNextReplicaToo() {
		Visitor visitor = loggedIn(Person.OPERATOR);
		URI other = ConsoleStation.url(station.another());
		assertThat(visitor.at(other).get("v1/me").json().path("name").asString()).isEqualTo("operator");
		visitor.post("logout");
		assertThat(visitor.at(other).get("v1/me").isProblem("console.login-required")).isTrue();
	}

	@Test
	void endsAfterAWhileWithoutARequest() {
		Visitor visitor = loggedIn(Person.READER);
		assertThat(visitor.get("v1/me").status()).isEqualTo(200);
		station.jdbc()
			.sql("update console_session set last_access_time = last_access_time - 1800001, expiry_time = 1")
			.update();
		assertThat(visitor.get("v1/me").isProblem("console.login-required")).isTrue();
		assertThat(visitor.get("").status()).isEqualTo(302);
	}

	@Test
	void endsAfterItsLifetimeHoweverBusyItIs() {
		station.jdbc().sql("delete from console_session").update();
		Visitor visitor = loggedIn(Person.READER);
		long most = Duration.ofHours(12).toMillis();
		station.jdbc()
			.sql("update console_session set creation_time = creation_time - :most + 600000")
			.param("most", most)
			.update();
		assertThat(visitor.get("v1/me").status()).isEqualTo(200);
		assertThat(station.jdbc()
			.sql("select max(max_inactive_interval) from console_session where creation_time < :then")
			.param("then", System.currentTimeMillis() - most / 2)
			.query(Integer.class)
			.single()).isBetween(1, 600);
		station.jdbc().sql("update console_session set creation_time = creation_time - 600001").update();
		assertThat(visitor.get("v1/me").isProblem("console.login-required")).isTrue();
	}

	@Test
	void keepsItsTokensFromWhoeverReadsTheDatabase() {
		loggedIn(Person.OPERATOR);
		assertThat(station.jdbc()
			.sql("select encode(attribute_bytes, 'escape') from console_session_attributes")
			.query(String.class)
			.list()).isNotEmpty().noneMatch((bytes) -> bytes.contains("eyJ") || bytes.contains("access"));
	}

	@Test
	void isOfNoUseWithTheTokensOfAnother() {
		Visitor reader = loggedIn(Person.READER);
		station.jdbc().sql("delete from console_session_attributes").update();
		Visitor operator = loggedIn(Person.OPERATOR);
		station.jdbc().sql("""
				insert into console_session_attributes
				select primary_id, attribute_name, attribute_bytes from console_session, console_session_attributes
				where primary_id <> session_primary_id""").update();
		assertThat(operator.get("v1/me").status()).isEqualTo(200);
		assertThat(reader.get("v1/me").isProblem("console.login-required")).isTrue();
	}

	@Test
	void endsItsStreamsWithIt() {
		Visitor visitor = loggedIn(Person.READER);
		CompletableFuture<Void> end = openStream(station.url(), visitor);
		assertThat(end).isNotDone();
		visitor.post("logout");
		await().atMost(Duration.ofSeconds(10)).until(end::isDone);
	}

	@Test
	void isInUseWhileAStreamIsOpenAndEndsAfterItsLifetimeNevertheless() {
		URI impatient = ConsoleStation.url(station.another("switchgear.console.session.idle-timeout=10s",
				"switchgear.console.session.lifetime=25s"));
		long login = System.nanoTime();
		Visitor visitor = loggedIn(Person.READER).at(impatient);
		CompletableFuture<Void> end = openStream(impatient, visitor);
		await().atMost(Duration.ofSeconds(60)).until(end::isDone);
		assertThat(Duration.ofNanos(System.nanoTime() - login)).isGreaterThan(Duration.ofSeconds(20));
		assertThat(visitor.get("v1/me").isProblem("console.login-required")).isTrue();
	}

	@Test
	void isWrittenToNowAndThenWhileAStreamIsOpen() {
		Visitor fresh = loggedIn(Person.READER);
		CompletableFuture<Void> streamOfFresh = openStream(station.url(), fresh);
		Visitor stale = loggedIn(Person.READER);
		CompletableFuture<Void> streamOfStale = openStream(station.url(), stale);
		long ofFresh = leaveUnused(fresh, Duration.ofMinutes(5));
		long ofStale = leaveUnused(stale, Duration.ofMinutes(25));
		await().atMost(Duration.ofSeconds(15)).until(() -> time("last_access_time", stale) > ofStale);
		assertThat(time("expiry_time", stale) - time("last_access_time", stale)).isEqualTo(IDLE_TIMEOUT.toMillis());
		assertThat(time("last_access_time", fresh)).isEqualTo(ofFresh);
		assertThat(List.of(streamOfFresh, streamOfStale)).as("that are over").noneMatch(CompletableFuture::isDone);
		fresh.post("logout");
		stale.post("logout");
	}

	/** Completes when the stream ends. */
	private static CompletableFuture<Void> openStream(URI console, Visitor visitor) {
		CompletableFuture<HttpResponse<Stream<String>>> opening = HttpClient.newHttpClient()
			.sendAsync(HttpRequest.newBuilder(console.resolve("v1/events"))
				.header("Cookie", COOKIE + "=" + visitor.cookie(COOKIE))
				.build(), HttpResponse.BodyHandlers.ofLines());
		HttpResponse<Stream<String>> stream = opening.orTimeout(20, TimeUnit.SECONDS).join();
		assertThat(stream.statusCode()).isEqualTo(200);
		return CompletableFuture.runAsync(() -> stream.body().forEach((line) -> {
		}), (reading) -> Thread.ofVirtual().start(reading));
	}

	/** Has the last use be so long ago, and returns when that was. */
	private static long leaveUnused(Visitor visitor, Duration time) {
		station.jdbc().sql("""
				update console_session
				set last_access_time = last_access_time - :time, expiry_time = expiry_time - :time
				where session_id = :id""").param("time", time.toMillis()).param("id", id(visitor)).update();
		return time("last_access_time", visitor);
	}

	private static long time(String column, Visitor visitor) {
		return station.jdbc()
			.sql("select " + column + " from console_session where session_id = :id")
			.param("id", id(visitor))
			.query(Long.class)
			.single();
	}

	private static String id(Visitor visitor) {
		return new String(Base64.getDecoder().decode(visitor.cookie(COOKIE)), StandardCharsets.UTF_8);
	}

}
