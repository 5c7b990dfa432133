package io.switchgear.outbound;

import java.net.URI;
import java.util.Objects;

import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.reactive.function.client.WebClient;

/** Sends requests that no HTTP interface describes to one provider, through its stack. */
public final class ProviderHttp {

	private static final byte[] NOTHING = {};

	private final ProviderEndpoint endpoint;

	private final WebClient http;

	ProviderHttp(ProviderEndpoint endpoint, WebClient http) {
		this.endpoint = endpoint;
		this.http = http;
	}

	/**
	 * Sends the request, again if it fails and may be repeated, and waits for a success.
	 * Has to be called within a {@link CallScope}.
	 * @throws CallFailed if there is none
	 */
	public Success send(ProviderRequest request) {
		WebClient.RequestBodySpec spec = http.method(request.method())
			.uri(URI.create(endpoint.baseUrl() + request.path()))
			.attribute(Call.ATTRIBUTE, Call.of(endpoint.provider(), request, CallScope.current()))
			.headers(request.headers());
		ProviderRequest.Content content = request.content();
		if (content != null) {
			spec.contentType(content.type()).bodyValue(content.bytes());
		}
		ResponseEntity<byte[]> answer = Objects.requireNonNull(spec.retrieve().toEntity(byte[].class).block());
		byte[] body = answer.getBody();
		return new Success(answer.getStatusCode().value(), answer.getHeaders(), (body != null) ? body : NOTHING);
	}

	/** An answer of 2xx. May hold secrets, so it does not print them. */
	public static final class Success {

		private final int status;

		private final HttpHeaders headers;

		private final byte[] body;

		Success(int status, HttpHeaders headers, byte[] body) {
			this.status = status;
			this.headers = headers;
			this.body = body;
		}

		public int status() {
			return status;
		}

		public HttpHeaders headers() {
			return headers;
		}

		/** Empty if it had none. */
		public byte[] body() {
			return body;
		}

		@Override
		public String toString() {
			return "Success[" + status + "]";
		}

	}

}
