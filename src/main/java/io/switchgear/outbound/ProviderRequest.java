package io.switchgear.outbound;

import java.util.function.Consumer;

import io.switchgear.problem.WireName;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;

/**
 * A request that no HTTP interface describes.
 *
 * @param repeatable whether it may be sent again when the provider may already have acted
 * on it
 * @param path below the provider's base URL, encoded, with its query
 * @param content null if it has no body
 * @param headers sets those that not every request to the provider has
 */
public record ProviderRequest(Operation operation, boolean repeatable, HttpMethod method, String path,
		@Nullable Content content, Consumer<HttpHeaders> headers) {

	/** What a request is for; its name in metrics and traces. */
	public enum Operation implements WireName {

		READ, LIST, WRITE, ENABLE, DISABLE,
		/** Fetches what the provider wants to be called with. */
		TOKEN;

		boolean reads() {
			return this == READ || this == LIST || this == TOKEN;
		}

		boolean lists() {
			return this == LIST;
		}

	}

	/** A body and its type. May hold secrets, so it does not print them. */
	public static final class Content {

		private final byte[] bytes;

		private final MediaType type;

		public Content(byte[] bytes, MediaType type) {
			this.bytes = bytes;
			this.type = type;
		}

		byte[] bytes() {
			return bytes;
		}

		MediaType type() {
			return type;
		}

		@Override
		public String toString() {
			return "Content[" + type + "]";
		}

	}

}
