package io.switchgear.connector.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.switchgear.connector.ConnectorDescription;
import io.switchgear.connector.Desired;
import io.switchgear.connector.http.descriptor.BodyPart.Hole;
import io.switchgear.connector.http.descriptor.BodyPart.Members;
import io.switchgear.connector.http.descriptor.DescriptorFile;
import io.switchgear.connector.http.descriptor.HttpApi;
import io.switchgear.connector.http.descriptor.Reading;
import io.switchgear.connector.http.descriptor.Values;
import io.switchgear.connector.http.descriptor.WriteCall;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * A descriptor before any provider uses it: whether it is good, what it can do, and which
 * requests it makes. Calls nobody.
 */
public final class DescriptorTrial {

	// Far more than any needs; parsing millions takes minutes
	private static final int MAX_BYTES = 256 * 1024;

	private final HttpApi api;

	DescriptorTrial(HttpApi api) {
		this.api = api;
	}

	/**
	 * Reads and checks a descriptor.
	 * @param file with or without {@code file:}
	 * @throws Unusable if it cannot be used; the message is one line
	 */
	public static DescriptorTrial of(String file) {
		return new DescriptorTrial(read(file));
	}

	static HttpApi read(String location) {
		try {
			Path file = Path.of(location.startsWith("file:") ? location.substring("file:".length()) : location);
			return new DescriptorFile(file.toString(), text(file)).read(HttpApi::of);
		}
		catch (DescriptorFile.Refused ex) {
			throw new Unusable(String.valueOf(ex.getMessage()));
		}
		catch (CharacterCodingException ex) {
			throw new Unusable(location + " is no text in UTF-8");
		}
		catch (IOException | InvalidPathException ex) {
			throw new Unusable(location + " cannot be read");
		}
	}

	private static String text(Path file) throws IOException {
		try (InputStream open = Files.newInputStream(file)) {
			byte[] bytes = open.readNBytes(MAX_BYTES + 1);
			if (bytes.length > MAX_BYTES) {
				throw new Unusable("%s has more than %d KiB, so it is no descriptor".formatted(file, MAX_BYTES / 1024));
			}
			return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
		}
	}

	public ConnectorDescription description() {
		return api.description();
	}

	/** The one form of the id, empty if the provider can have no such id. */
	public Optional<String> canonicalId(String id) {
		return api.ids().canonical(id);
	}

	/** Completes "must be …" for an id. */
	public String idForm() {
		return api.ids().form();
	}

	/** What the writes do besides, each with the name of the write in front. */
	public List<String> notes() {
		return api.notes();
	}

	/** Names of the keys beside the key that headers need. */
	public Set<String> keys() {
		return api.headers().keys();
	}

	/** Whether a user goes with the key, and none is given. */
	public boolean needsUser() {
		return api.headers().grant() != null || (api.headers().basic() != null && api.headers().basic().user() == null);
	}

	/** The request that switches; secrets are the word {@code set}. */
	public Request switching(String id, boolean enabled) {
		WriteCall write = api.writing(enabled);
		Values values = values(id, Desired.switched(enabled));
		Map<String, @Nullable Object> body = new ShownBody(write, api.shown()).of(body(write, values));
		MediaType type = write.form() ? MediaType.APPLICATION_FORM_URLENCODED : api.headers().json();
		return new Request(write.line().method().name(), write.line().path(values), api.headers().shown(),
				(write.body() != null) ? type.toString() : null, body,
				!write.carry().isEmpty() && api.reading() != null ? "GET " + api.reading().line().path(values) : null);
	}

	/** The request that reads, empty if there is none. */
	public Optional<Request> reading(String id) {
		Reading reading = api.reading();
		return (reading == null) ? Optional.empty()
				: Optional.of(new Request(reading.line().method().name(),
						reading.line().path(values(id, new Desired(null, Map.of(), Map.of()))), api.headers().shown(),
						null, Map.of(), null));
	}

	private Values values(String id, Desired desired) {
		return new Values(id, api.ids().partsOf(id), desired, api.shown().states());
	}

	/** With a word in place of what a read would fill in. */
	private static @Nullable JsonNode body(WriteCall write, Values values) {
		if (write.body() == null) {
			return null;
		}
		JsonNode body = write.body().fill(values);
		if (!(write.body() instanceof Members members) || !(body instanceof ObjectNode object)) {
			return body;
		}
		ObjectNode whole = object.objectNode();
		members.members().forEach((name, part) -> {
			boolean open = part instanceof Hole && object.path(name).isMissingNode() && write.carry().contains(name);
			JsonNode value = open ? StringNode.valueOf(ShownBody.CARRIED) : object.path(name);
			if (!value.isMissingNode()) {
				whole.set(name, value);
			}
		});
		write.carry().stream().filter((name) -> !whole.has(name)).forEach((name) -> whole.put(name, ShownBody.CARRIED));
		return whole;
	}

	/**
	 * A request as a person reads it.
	 *
	 * @param contentType null if it has no body
	 * @param body its members, in the order they are sent
	 * @param before the request that has to be sent before, null if none has
	 */
	public record Request(String method, String path, Map<String, String> headers, @Nullable String contentType,
			Map<String, @Nullable Object> body, @Nullable String before) {
	}

	/** A descriptor that cannot be used. */
	public static final class Unusable extends RuntimeException {

		private static final long serialVersionUID = 1L;

		Unusable(String message) {
			super(message);
		}

	}

}
