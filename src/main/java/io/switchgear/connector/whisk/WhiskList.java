package io.switchgear.connector.whisk;

import java.util.function.Consumer;

import io.switchgear.connector.whisk.WhiskWire.Integration;
import io.switchgear.connector.whisk.WhiskWire.Paging;
import org.jspecify.annotations.Nullable;
import org.springframework.core.codec.DecodingException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

/**
 * A page of Whisk's list. It names every integration of the account, which may be tens of
 * thousands, so it is read as a stream.
 */
final class WhiskList {

	private static final JsonMapper JSON = JsonMapper.shared();

	private WhiskList() {
	}

	/**
	 * Reads a page to its end and hands over its integrations.
	 * @return where the next page begins; null if this is the last one
	 * @throws DecodingException if it is not what the API promises
	 */
	static @Nullable String read(byte[] page, Consumer<Integration> found) {
		try (JsonParser parser = JSON.createParser(page)) {
			return read(parser, found);
		}
		catch (JacksonException ex) {
			throw new DecodingException("Whisk's list cannot be read");
		}
	}

	private static @Nullable String read(JsonParser parser, Consumer<Integration> found) {
		expect(parser.nextToken(), JsonToken.START_OBJECT);
		Paging paging = null;
		while (parser.nextToken() != JsonToken.END_OBJECT) {
			String member = parser.currentName();
			parser.nextToken();
			switch (member) {
				case "integrations" -> readItems(parser, found);
				case "paging" -> paging = reader(Paging.class).readValue(parser);
				default -> parser.skipChildren();
			}
		}
		expect(parser.nextToken(), null);
		return (paging != null) ? paging.next() : null;
	}

	private static void readItems(JsonParser parser, Consumer<Integration> found) {
		if (parser.currentToken() == JsonToken.VALUE_NULL) {
			return;
		}
		expect(parser.currentToken(), JsonToken.START_ARRAY);
		ObjectReader items = reader(Integration.class);
		while (parser.nextToken() != JsonToken.END_ARRAY) {
			Integration item = items.readValue(parser);
			if (item != null && item.id() != null) {
				found.accept(item);
			}
		}
	}

	/** Of values in the middle of a document. */
	private static ObjectReader reader(Class<?> type) {
		return JSON.readerFor(type).without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
	}

	private static void expect(@Nullable JsonToken found, @Nullable JsonToken expected) {
		if (found != expected) {
			throw new DecodingException("Whisk's list is not of the form that its API promises");
		}
	}

}
