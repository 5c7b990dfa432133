package io.switchgear.console.login;

import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import io.switchgear.console.session.SessionTables;
import io.switchgear.console.session.Tokens;
import io.switchgear.credential.Secret;
import io.switchgear.problem.ProblemCode;
import io.switchgear.problem.ProblemException;
import io.switchgear.support.RawServer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.core.AuthorizationGrantType;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** How long a request keeps others from refreshing the tokens of a session. */
class RefreshRightTests {

	private static final String GIVEN = answer("200 OK",
			"{\"access_token\": \"next\", \"token_type\": \"Bearer\", \"expires_in\": 60}");

	private static final String REFUSED = answer("400 Bad Request", "{\"error\": \"invalid_grant\"}");

	private static final Duration LONGER_THAN_IT_LASTS = Duration.ofSeconds(16);

	private static final long NONE = 0;

	private final SessionTables tables = new SessionTables();

	private final List<Boolean> marked = new ArrayList<>();

	@Test
	void beginsOnceTheAddressesOfTheIssuerAreKnown() {
		Tokens expired = tables.tokens(Duration.ofSeconds(-1));
		String session = tables.begin(expired);
		TokenRefresh refresh = refresh(unknownIssuer(session));
		assertThatIsNotKnown(() -> refresh.of(session, expired));
		assertThat(marked).containsExactly(false);
		assertThat(tables.isMarked(session)).isFalse();
	}

	@Test
	void isNotNeededForTokensThatAreStillGood() {
		Tokens due = tables.tokens(Duration.ofSeconds(1));
		String session = tables.begin(due);
		assertThat(refresh(unknownIssuer(session)).of(session, due)).isEqualTo(due);
		assertThat(marked).containsExactly(false);
		assertThat(tables.isMarked(session)).isFalse();
	}

	@Test
	void endsWithTheAnswerOfTheIssuer() {
		Tokens due = tables.tokens(Duration.ofSeconds(1));
		String session = tables.begin(due);
		AtomicLong other = new AtomicLong();
		Tokens next = refreshed(session, due, () -> other.set(claim(session)));
		assertThat(next).isNotNull().extracting(Tokens::access).isEqualTo(Secret.of("next"));
		assertThat(tables.stored.tokens(session)).isEqualTo(next);
		assertThat(other).hasValue(NONE);
		assertThat(tables.isMarked(session)).isFalse();
	}

	@Test
	void isLeftToAnotherThatHasTakenItWhileTheIssuerWasSlow() {
		Tokens due = tables.tokens(LONGER_THAN_IT_LASTS.plusSeconds(1));
		String session = tables.begin(due);
		assertThat(refreshed(session, due, () -> claimLater(session))).isEqualTo(due);
		assertThat(tables.stored.tokens(session)).isEqualTo(due);
		assertThat(tables.isMarked(session)).isTrue();
		assertThat(tables.stored.claim(session)).isEmpty();
	}

	@Test
	void leavesTheTokensOfAnotherThatHasTakenItMeanwhile() {
		Tokens due = tables.tokens(Duration.ofSeconds(1));
		String session = tables.begin(due);
		Tokens newer = tables.tokens("newer", Duration.ofMinutes(1));
		Tokens next = refreshed(session, due, () -> replaceLater(session, newer));
		assertThat(next).isEqualTo(newer);
		assertThat(tables.stored.tokens(session)).isEqualTo(newer);
	}

	@Test
	void isNotMadeUpForByTokensThatHaveExpired() {
		Tokens due = tables.tokens(Duration.ofSeconds(1));
		String session = tables.begin(due);
		assertThatIsNotKnown(() -> refreshed(session, due, () -> claimLater(session)));
		assertThat(tables.stored.tokens(session)).isEqualTo(due);
	}

	@Test
	void endsNoSessionForWhomAnotherHasUsedUpTheRefreshToken() {
		Tokens due = tables.tokens(Duration.ofSeconds(1));
		String session = tables.begin(due);
		Tokens newer = tables.tokens("newer", Duration.ofMinutes(1));
		assertThat(asked(session, due, REFUSED, () -> replaceLater(session, newer))).isEqualTo(newer);
	}

	@Test
	void endsNoSessionWhileAnotherThatHasTakenItStillAsks() {
		Tokens due = tables.tokens(Duration.ofSeconds(1));
		String session = tables.begin(due);
		assertThatIsNotKnown(() -> asked(session, due, REFUSED, () -> claimLater(session)));
	}

	@Test
	void endsTheSessionIfTheIssuerRefusesWhoeverHasIt() {
		Tokens due = tables.tokens(Duration.ofSeconds(1));
		String session = tables.begin(due);
		assertThat(asked(session, due, REFUSED, () -> tables.pass(LONGER_THAN_IT_LASTS))).isNull();
	}

	@Test
	void isNothingOnceTheSessionHasEnded() {
		Tokens due = tables.tokens(Duration.ofSeconds(1));
		String session = tables.begin(due);
		assertThat(refreshed(session, due, () -> tables.end(session))).isNull();
	}

	/** What a refresh brings, with that done while the issuer is asked. */
	private @Nullable Tokens refreshed(String session, Tokens due, Runnable meanwhile) {
		return asked(session, due, GIVEN, meanwhile);
	}

	/** The same with what the issuer answers then. */
	private @Nullable Tokens asked(String session, Tokens due, String answer, Runnable meanwhile) {
		try (RawServer issuer = RawServer.start((socket) -> {
			RawServer.head(socket);
			meanwhile.run();
			RawServer.write(socket, answer);
			socket.getInputStream().transferTo(OutputStream.nullOutputStream());
		})) {
			ClientRegistration client = client("http://localhost:" + issuer.port());
			return refresh((registration) -> client).of(session, due);
		}
	}

	/** The mark of another request that takes the right, if it can. */
	private long claim(String session) {
		return tables.stored.claim(session).orElse(NONE);
	}

	/** The same, once the right has run out. */
	private long claimLater(String session) {
		tables.pass(LONGER_THAN_IT_LASTS);
		return claim(session);
	}

	private static String answer(String status, String body) {
		return String.join("\r\n", "HTTP/1.1 " + status, "Content-Type: application/json", "Connection: close",
				"Content-Length: " + body.length(), "", body);
	}

	/** Has another request do all that, once the right has run out. */
	private void replaceLater(String session, Tokens newer) {
		long mark = claimLater(session);
		tables.stored.replace(session, mark, newer);
		tables.stored.release(session, mark);
	}

	/** That the session may go on, and nobody knows yet. */
	private static void assertThatIsNotKnown(ThrowingCallable refresh) {
		assertThatExceptionOfType(ProblemException.class).isThrownBy(refresh)
			.satisfies((ex) -> assertThat(ex.code()).isEqualTo(ProblemCode.GATEWAY_ISSUER_UNAVAILABLE));
	}

	private TokenRefresh refresh(ClientRegistrationRepository registrations) {
		return new TokenRefresh(tables.stored, registrations, new IssuerTokens(), tables.clock);
	}

	/** Fails as one does whose addresses cannot be read. */
	private ClientRegistrationRepository unknownIssuer(String session) {
		return (registration) -> {
			marked.add(tables.isMarked(session));
			throw new IllegalStateException("The issuer is away");
		};
	}

	private static ClientRegistration client(String issuer) {
		return ClientRegistration.withRegistrationId("console")
			.clientId("console")
			.clientSecret("secret")
			.authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
			.redirectUri("https://gateway.example/console/login/callback")
			.authorizationUri(issuer + "/authorize")
			.tokenUri(issuer + "/token")
			.build();
	}

}
