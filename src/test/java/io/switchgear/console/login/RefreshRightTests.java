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
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.core.AuthorizationGrantType;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** How long a request keeps others from refreshing the tokens of a session. */
class RefreshRightTests {

	private static final String ANSWER = "{\"access_token\": \"next\", \"token_type\": \"Bearer\", \"expires_in\": 60}";

	private final SessionTables tables = new SessionTables();

	private final List<Boolean> marked = new ArrayList<>();

	@Test
	void beginsOnceTheAddressesOfTheIssuerAreKnown() {
		Tokens expired = tables.tokens(Duration.ofSeconds(-1));
		String session = tables.begin(expired);
		TokenRefresh refresh = refresh(unknownIssuer(session));
		assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> refresh.of(session, expired))
			.satisfies((ex) -> assertThat(ex.code()).isEqualTo(ProblemCode.GATEWAY_ISSUER_UNAVAILABLE));
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
		assertThat(refreshed(() -> {
		})).isFalse();
	}

	@Test
	void isLeftToAnotherThatHasTakenItWhileTheIssuerWasSlow() {
		assertThat(refreshed(() -> tables.pass(Duration.ofSeconds(16)))).isTrue();
	}

	/**
	 * Has another request try to take the right while the issuer is asked, and returns
	 * whether that one still has it in the end.
	 * @param meanwhile what happens before
	 */
	private boolean refreshed(Runnable meanwhile) {
		Tokens due = tables.tokens(Duration.ofSeconds(1));
		String session = tables.begin(due);
		AtomicLong other = new AtomicLong();
		try (RawServer issuer = RawServer.start((socket) -> {
			RawServer.head(socket);
			meanwhile.run();
			other.set(tables.stored.claim(session).orElse(0));
			RawServer.write(socket, "HTTP/1.1 200 OK", "Content-Type: application/json", "Connection: close",
					"Content-Length: " + ANSWER.length(), "", ANSWER);
			socket.getInputStream().transferTo(OutputStream.nullOutputStream());
		})) {
			ClientRegistration client = client("http://localhost:" + issuer.port());
			assertThat(refresh((registration) -> client).of(session, due)).isNotNull()
				.extracting(Tokens::access)
				.isEqualTo(Secret.of("next"));
		}
		assertThat(tables.isMarked(session)).isEqualTo(other.get() != 0);
		return other.get() != 0 && tables.stored.claim(session).isEmpty();
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
