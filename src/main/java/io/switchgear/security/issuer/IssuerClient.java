package io.switchgear.security.issuer;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

/**
 * Reads JSON from the token issuer. It goes by the proxy of the JVM's standard properties
 * ({@code https.proxyHost} and the like) if they name one.
 */
final class IssuerClient {

	// An issuer that hangs must not keep callers for longer than a provider may.
	private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);

	private static final Duration READ_TIMEOUT = Duration.ofSeconds(3);

	// For all of it: each byte of a response that drips in would start the other one
	// anew.
	private static final Duration DEADLINE = Duration.ofSeconds(6);

	private static final int MAX_BYTES = 1 << 20;

	private static final MediaType JWK_SET = MediaType.valueOf("application/jwk-set+json");

	private final RestClient http;

	IssuerClient() {
		SimpleClientHttpRequestFactory requests = new SimpleClientHttpRequestFactory();
		requests.setConnectTimeout(CONNECT_TIMEOUT);
		requests.setReadTimeout(READ_TIMEOUT);
		this.http = RestClient.builder().requestFactory(requests).build();
	}

	/**
	 * Returns what is there; empty if the issuer answers with a client error.
	 * @throws IOException if it does not answer in time, or not with a success
	 */
	Optional<String> get(URI address) throws IOException {
		FutureTask<Optional<String>> fetching = new FutureTask<>(() -> fetch(address));
		Thread.ofVirtual().name("issuer").start(fetching);
		try {
			return fetching.get(DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (ExecutionException ex) {
			throw (ex.getCause() instanceof IOException failure) ? failure : new IOException(ex.getCause());
		}
		catch (TimeoutException ex) {
			// Interrupted, a virtual thread closes the connection that it reads from.
			fetching.cancel(true);
			throw new IOException("no whole response within " + DEADLINE.toSeconds() + " s", ex);
		}
		catch (InterruptedException ex) {
			fetching.cancel(true);
			Thread.currentThread().interrupt();
			throw new InterruptedIOException();
		}
	}

	private Optional<String> fetch(URI address) throws IOException {
		try {
			return http.get()
				.uri(address)
				.accept(MediaType.APPLICATION_JSON, JWK_SET)
				.exchangeForRequiredValue((request, response) -> read(response));
		}
		catch (RestClientException ex) {
			throw new IOException((ex.getCause() != null) ? ex.getCause().toString() : ex.getMessage(), ex);
		}
	}

	private static Optional<String> read(RestClient.RequestHeadersSpec.ConvertibleClientHttpResponse response)
			throws IOException {
		HttpStatusCode status = response.getStatusCode();
		if (status.is4xxClientError()) {
			return Optional.empty();
		}
		byte[] body = status.is2xxSuccessful() ? response.getBody().readNBytes(MAX_BYTES + 1) : new byte[0];
		if (body.length == 0 || body.length > MAX_BYTES) {
			throw new IOException("status %d with %d bytes".formatted(status.value(), body.length));
		}
		return Optional.of(new String(body, StandardCharsets.UTF_8));
	}

}
