package io.switchgear.security;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.Test;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** How long a verified token is taken without another look. */
class RememberedCallersTests {

	private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

	private final AtomicReference<Instant> now = new AtomicReference<>(START);

	private final Clock clock = ((InstantSource) now::get).withZone(ZoneOffset.UTC);

	private final RememberedCallers known = new RememberedCallers(clock);

	private final AtomicInteger verified = new AtomicInteger();

	private Instant expiry = START.plus(Duration.ofHours(1));

	private final AuthenticationManager tokens = new TokenVerification(this::verify, known);

	@Test
	void verifiesATokenOnceInAMinute() {
		call("billing");
		after(Duration.ofMillis(59_999));
		Caller caller = call("billing");
		assertThat(verified).hasValue(1);
		assertThat(caller).isEqualTo(new Caller(Actor.named("billing"),
				new Grants(Map.of(Scope.WRITE, Set.of("whisk"), Scope.MANAGE, Set.of(), Scope.DELEGATE, Set.of())),
				false, expiry));
		after(Duration.ofMinutes(1));
		call("billing");
		assertThat(verified).hasValue(2);
		after(Duration.ofMillis(119_999));
		call("billing");
		assertThat(verified).hasValue(2);
	}

	@Test
	void remembersNoTokenBeyondItsExpiry() {
		expiry = START.plusSeconds(10);
		call("billing");
		after(Duration.ofMillis(9_999));
		call("billing");
		assertThat(verified).hasValue(1);
		after(Duration.ofSeconds(10));
		call("billing");
		call("billing");
		assertThat(verified).as("taken for a minute longer, but verified each time").hasValue(3);
	}

	@Test
	void neverTakesOneTokenForAnother() {
		for (String token : List.of("a", "b", "a", "A", "aa", "a ", "b")) {
			assertThat(call(token).actor().name()).isEqualTo(token);
		}
		assertThat(verified).hasValue(5);
	}

	@Test
	void remembersNoFailure() {
		for (int attempt = 1; attempt <= 3; attempt++) {
			assertThatExceptionOfType(InvalidBearerTokenException.class).isThrownBy(() -> call("bad"));
			assertThat(verified).hasValue(attempt);
		}
		assertThat(known.size()).isZero();
	}

	@Test
	void keepsNoMoreThanTenThousand() {
		for (int token = 0; token < 12_000; token++) {
			call("caller-" + token);
		}
		assertThat(known.size()).isEqualTo(10_000);
	}

	@Test
	void keepsNothingOfTheTokenItself() {
		String token = "c4n4ry.c4n4ry.c4n4ry";
		Authentication caller = tokens.authenticate(new BearerTokenAuthenticationToken(token));
		assertThat(caller).usingRecursiveAssertion()
			.allFieldsSatisfy((field) -> !String.valueOf(field).contains(token));
		assertThat(caller.getCredentials()).isNull();
		assertThat(caller.getDetails()).isNull();
	}

	private void after(Duration time) {
		now.set(START.plus(time));
	}

	private Caller call(String token) {
		return ((VerifiedCaller) tokens.authenticate(new BearerTokenAuthenticationToken(token))).caller();
	}

	private Authentication verify(Authentication request) {
		verified.incrementAndGet();
		String token = ((BearerTokenAuthenticationToken) request).getToken();
		if (token.equals("bad")) {
			throw new InvalidBearerTokenException("bad");
		}
		Jwt jwt = new Jwt(token, START.minusSeconds(60), expiry, Map.of("alg", "none"), Map.of("sub", name(token)));
		return new JwtAuthenticationToken(jwt,
				AuthorityUtils.createAuthorityList("SCOPE_integrations:read", "SCOPE_integrations:write:whisk"),
				name(token));
	}

	private static String name(String token) {
		return token.startsWith("c4n4ry") ? "billing" : token;
	}

}
