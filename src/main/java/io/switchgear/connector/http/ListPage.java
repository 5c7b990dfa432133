package io.switchgear.connector.http;

import io.switchgear.connector.http.descriptor.Pointers;
import io.switchgear.connector.http.descriptor.Reading;
import org.jspecify.annotations.Nullable;
import org.springframework.core.codec.DecodingException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonPointer;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Looks for an integration in a page of a list. The list may name tens of thousands, so
 * it is read as a stream.
 */
final class ListPage {

	private static final JsonMapper JSON = JsonMapper.shared();

	private final Reading.Listed listed;

	private final String wanted;

	private final boolean eitherCase;

	private @Nullable JsonNode match;

	private @Nullable String next;

	private ListPage(Reading.Listed listed, String wanted, boolean eitherCase) {
		this.listed = listed;
		this.wanted = wanted;
		this.eitherCase = eitherCase;
	}

	/**
	 * Reads a page to its end, even if the integration comes first.
	 * @param eitherCase whether ids that differ in case alone are the same
	 * @throws DecodingException if it is not what the descriptor promises
	 */
	static ListPage of(Reading.Listed listed, String wanted, boolean eitherCase, byte[] page) {
		ListPage found = new ListPage(listed, wanted, eitherCase);
		try (JsonParser parser = JSON.createParser(page)) {
			parser.nextToken();
			found.visit(parser, listed.at(), listed.cursor());
			if (parser.nextToken() != null) {
				throw Answers.undecodable();
			}
		}
		catch (JacksonException ex) {
			throw Answers.undecodable();
		}
		return found;
	}

	/** Null if the page does not name it. */
	@Nullable JsonNode match() {
		return match;
	}

	/** The cursor to the next page, null if this is the last one. */
	@Nullable String next() {
		return next;
	}

	/**
	 * Visits a value.
	 * @param list the way from here to the list, null if it does not lie on it
	 * @param cursor the way from here to the cursor
	 */
	private void visit(JsonParser parser, @Nullable JsonPointer list, @Nullable JsonPointer cursor) {
		if (list != null && list.matches()) {
			items(parser);
		}
		else if (cursor != null && cursor.matches()) {
			String text = Pointers.text((JsonNode) parser.readValueAsTree());
			next = (text != null && !text.isEmpty()) ? text : null;
		}
		else if (list == null && cursor == null) {
			parser.skipChildren();
		}
		else {
			members(parser, list, cursor);
		}
	}

	private void members(JsonParser parser, @Nullable JsonPointer list, @Nullable JsonPointer cursor) {
		boolean none = parser.currentToken() == JsonToken.VALUE_NULL && !parser.streamReadContext().inRoot();
		if (none) {
			return;
		}
		expect(parser, JsonToken.START_OBJECT);
		while (parser.nextToken() != JsonToken.END_OBJECT) {
			String member = parser.currentName();
			parser.nextToken();
			visit(parser, (list != null) ? list.matchProperty(member) : null,
					(cursor != null) ? cursor.matchProperty(member) : null);
		}
	}

	private void items(JsonParser parser) {
		if (parser.currentToken() == JsonToken.VALUE_NULL && !parser.streamReadContext().inRoot()) {
			return;
		}
		expect(parser, JsonToken.START_ARRAY);
		while (parser.nextToken() != JsonToken.END_ARRAY) {
			if (parser.currentToken() == JsonToken.VALUE_NULL) {
				continue;
			}
			expect(parser, JsonToken.START_OBJECT);
			JsonNode item = parser.readValueAsTree();
			if (match == null && isWanted(Pointers.text(item.at(listed.by())))) {
				match = item;
			}
		}
	}

	private boolean isWanted(@Nullable String id) {
		return eitherCase ? wanted.equalsIgnoreCase(id) : wanted.equals(id);
	}

	private static void expect(JsonParser parser, JsonToken expected) {
		if (parser.currentToken() != expected) {
			throw Answers.undecodable();
		}
	}

}
