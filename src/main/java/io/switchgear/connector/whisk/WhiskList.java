package io.switchgear.connector.whisk;

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
 * What a page of Whisk's list says of one integration. It names every integration of the
 * account, which may be tens of thousands, so it is read as a stream.
 *
 * @param match null if the page does not name it
 * @param nextPage null if this is the last page
 */
record WhiskList(@Nullable Integration match, @Nullable String nextPage) {

	private static final JsonMapper JSON = JsonMapper.shared();

	/**
	 * Reads a page to its end, even if the integration comes first.
	 * @throws DecodingException if it is not what the API promises
	 */
	static WhiskList find(String id, byte[] page) {
		try (JsonParser parser = JSON.createParser(page)) {
			return find(id, parser);
		}
		catch (JacksonException ex) {
			throw new DecodingException("Whisk's list cannot be read");
		}
	}

	private static WhiskList find(String id, JsonParser parser) {
		expect(parser.nextToken(), JsonToken.START_OBJECT);
		Integration match = null;
		Paging paging = null;
		while (parser.nextToken() != JsonToken.END_OBJECT) {
			String member = parser.currentName();
			parser.nextToken();
			switch (member) {
				case "integrations" -> match = match(id, parser);
				case "paging" -> paging = reader(Paging.class).readValue(parser);
				default -> parser.skipChildren();
			}
		}
		expect(parser.nextToken(), null);
		return new WhiskList(match, (paging != null) ? paging.next() : null);
	}

	private static @Nullable Integration match(String id, JsonParser parser) {
		if (parser.currentToken() == JsonToken.VALUE_NULL) {
			return null;
		}
		expect(parser.currentToken(), JsonToken.START_ARRAY);
		ObjectReader items = reader(Integration.class);
		Integration match = null;
		while (parser.nextToken() != JsonToken.END_ARRAY) {
			Integration item = items.readValue(parser);
			if (match == null && item != null && id.equalsIgnoreCase(item.id())) {
				match = item;
			}
		}
		return match;
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
