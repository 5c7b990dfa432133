package io.switchgear.connector.http;

import java.util.function.Function;

import io.switchgear.connector.http.descriptor.KeyHeaders;
import io.switchgear.credential.Secret;
import io.switchgear.outbound.CallFailed;
import io.switchgear.outbound.CallFailure;
import io.switchgear.outbound.ProviderHttp;
import io.switchgear.outbound.ProviderRequest;
import io.switchgear.outbound.ProviderRequest.Content;
import io.switchgear.outbound.ProviderRequest.Operation;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;

/** Sends requests with what proves who is calling. */
sealed interface Exchange {

	/** Sends a request within the call of this thread, as {@link ProviderHttp#send}. */
	ProviderHttp.Success send(Operation operation, boolean repeatable, HttpMethod method, String path,
			@Nullable Content content);

	/** With the same headers always, which the client sets itself. */
	record Fixed(ProviderHttp http) implements Exchange {

		@Override
		public ProviderHttp.Success send(Operation operation, boolean repeatable, HttpMethod method, String path,
				@Nullable Content content) {
			return http.send(new ProviderRequest(operation, repeatable, method, path, content, Fixed::setNone));
		}

		/** The client has them already. */
		private static void setNone(HttpHeaders headers) {
		}

	}

	/** With an access token, of which a new one is fetched once if it is not accepted. */
	record WithToken(ProviderHttp http, AccessTokens tokens, KeyHeaders headers,
			Function<String, String> keys) implements Exchange {

		private static final int UNAUTHORIZED = 401;

		@Override
		public ProviderHttp.Success send(Operation operation, boolean repeatable, HttpMethod method, String path,
				@Nullable Content content) {
			Secret token = tokens.get();
			try {
				return http.send(request(operation, repeatable, method, path, content, token));
			}
			catch (CallFailed failed) {
				if (!refused(failed)) {
					throw failed;
				}
				tokens.forget(token);
				return http.send(request(operation, repeatable, method, path, content, tokens.get()));
			}
		}

		private ProviderRequest request(Operation operation, boolean repeatable, HttpMethod method, String path,
				@Nullable Content content, Secret token) {
			return new ProviderRequest(operation, repeatable, method, path, content,
					(sent) -> headers.setToken(sent, keys, token.reveal()));
		}

		private static boolean refused(CallFailed failed) {
			return failed.failure() instanceof CallFailure.Answered answered && answered.status() == UNAUTHORIZED;
		}

	}

}
