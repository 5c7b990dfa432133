package io.switchgear.connector.http;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

import io.switchgear.connector.http.descriptor.Descriptor;
import io.switchgear.connector.http.descriptor.Descriptor.ClientAuth;
import io.switchgear.connector.http.descriptor.Descriptor.ClientCredentials;
import io.switchgear.connector.http.descriptor.UrlEncoding;
import io.switchgear.credential.Secret;
import io.switchgear.outbound.CallFailed;
import io.switchgear.outbound.CallFailure;
import io.switchgear.outbound.CallScope;
import io.switchgear.outbound.ProviderHttp;
import io.switchgear.outbound.ProviderRequest;
import io.switchgear.outbound.ProviderRequest.Content;
import io.switchgear.outbound.ProviderRequest.Operation;
import io.switchgear.problem.Problem;
import io.switchgear.problem.ProblemCode;
import io.switchgear.problem.ProviderAnswer;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The access token of a provider, fetched with the client's secret (RFC 6749, section
 * 4.4) and kept until shortly before it expires. One caller fetches, the others wait.
 */
final class AccessTokens {

	// If the provider does not say
	private static final Duration LIFE = Duration.ofMinutes(5);

	private static final Duration MAX_LIFE = Duration.ofDays(1);

	// What is kept back of its life, so that no request arrives with an expired one
	private static final Duration RESERVE = Duration.ofSeconds(60);

	private static final int RESERVED_SHARE = 4;

	private final ReentrantLock fetching = new ReentrantLock();

	private final ProviderHttp http;

	private final Answers answers;

	private final ClientCredentials grant;

	private final Client client;

	private final Clock clock;

	private volatile @Nullable Token current;

	AccessTokens(ProviderHttp http, Answers answers, ClientCredentials grant, Client client, Clock clock) {
		this.http = http;
		this.answers = answers;
		this.grant = grant;
		this.client = client;
		this.clock = clock;
	}

	/** The token; fetches one if there is none that is good for a while. */
	Secret get() {
		Token token = current;
		Secret value = (token != null && isGood(token)) ? token.value() : fetchedOnce();
		CallScope.current().conceal(value);
		return value;
	}

	/** The provider does not accept it, whatever it said of its life. */
	void forget(Secret value) {
		Token token = current;
		if (token != null && token.value().equals(value)) {
			current = null;
		}
	}

	private boolean isGood(Token token) {
		return clock.instant().isBefore(token.until());
	}

	private Secret fetchedOnce() {
		boolean mine = await();
		try {
			Token token = current;
			if (token != null && isGood(token)) {
				return token.value();
			}
			Token fetched = fetched();
			current = fetched;
			return fetched.value();
		}
		finally {
			if (mine) {
				fetching.unlock();
			}
		}
	}

	/** Returns false at the deadline; the call then ends as any other does. */
	private boolean await() {
		try {
			return fetching.tryLock(CallScope.current().remaining(clock).toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
	}

	private Token fetched() {
		Instant asked = clock.instant();
		JsonNode answer = answers.json(send(), Descriptor.Returns.OBJECT);
		String value = answer.path("access_token").stringValue("");
		if (value.isBlank() || !value.chars().allMatch((character) -> character > ' ' && character < 0x7f)) {
			throw answers.problem(ProblemCode.PROVIDER_INVALID_RESPONSE,
					answers.provider() + " reported success without an access token");
		}
		Duration life = life(answer.path("expires_in"));
		Duration share = life.dividedBy(RESERVED_SHARE);
		return new Token(Secret.of(value), asked.plus(life).minus((share.compareTo(RESERVE) < 0) ? share : RESERVE));
	}

	private static Duration life(JsonNode seconds) {
		long said = seconds.asLong(LIFE.toSeconds());
		return Duration.ofSeconds(Math.clamp(said, 1, MAX_LIFE.toSeconds()));
	}

	private ProviderHttp.Success send() {
		try {
			return http.send(new ProviderRequest(Operation.TOKEN, true, HttpMethod.POST, grant.tokenUrl(),
					new Content(UrlEncoding.form(form()), MediaType.APPLICATION_FORM_URLENCODED), this::authorize));
		}
		catch (CallFailed failed) {
			if (failed.failure() instanceof CallFailure.Answered answered && answered.status() >= 400
					&& !answered.transientFault()) {
				throw Problem
					.of(ProblemCode.PROVIDER_AUTHENTICATION_FAILED,
							"%s answered %d to the request for an access token".formatted(answers.provider(),
									answered.status()))
					.withProvider(new ProviderAnswer(answers.provider(), answered.status(), null, null, null))
					.asException(failed);
			}
			throw failed;
		}
	}

	private void authorize(HttpHeaders headers) {
		headers.remove(HttpHeaders.AUTHORIZATION);
		if (grant.clientAuth() != ClientAuth.FORM) {
			String pair = UrlEncoding.of(client.id()) + ":" + UrlEncoding.of(client.secret().reveal());
			headers.set(HttpHeaders.AUTHORIZATION,
					"Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
		}
	}

	private ObjectNode form() {
		ObjectNode form = JsonNodeFactory.instance.objectNode().put("grant_type", "client_credentials");
		put(form, "scope", grant.scope());
		put(form, "audience", client.audience());
		if (grant.clientAuth() == ClientAuth.FORM) {
			form.put("client_id", client.id()).put("client_secret", client.secret().reveal());
		}
		return form;
	}

	private static void put(ObjectNode form, String name, @Nullable String value) {
		if (value != null) {
			form.put(name, value);
		}
	}

	/** Who asks for a token. */
	record Client(String id, Secret secret, @Nullable String audience) {
	}

	/** A token and when to fetch another. */
	private record Token(Secret value, Instant until) {
	}

}
