package io.switchgear.connector.http.descriptor;

import java.util.Set;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonPointer;

/** How an integration is read. */
public sealed interface Reading {

	Set<String> METHODS = Set.of("GET");

	RequestLine line();

	/**
	 * By a request for it alone.
	 *
	 * @param at where in the answer it is
	 */
	record Alone(RequestLine line, JsonPointer at) implements Reading {

		static Alone of(Descriptor.Read read, Ids ids) {
			return new Alone(RequestLine.of(read.request(), METHODS, ids.parts(), "/read/request"),
					Pointers.orRoot(read.at(), "/read/at"));
		}

	}

	/**
	 * By looking for it in a list.
	 *
	 * @param by where in an item its id is
	 * @param is what that id is equal to
	 * @param cursor where the cursor to the next page is, null if there is one page
	 * @param parameter the query parameter that takes the cursor
	 */
	record Listed(RequestLine line, JsonPointer at, JsonPointer by, Template is, @Nullable JsonPointer cursor,
			String parameter) implements Reading {

		static Listed of(Descriptor.Listing list, Ids ids) {
			Descriptor.Next next = list.next();
			if (next != null && (next.as() == null || next.as().isBlank())) {
				throw new Fault("/list/next/as", "is missing");
			}
			return new Listed(RequestLine.of(list.request(), METHODS, ids.parts(), "/list/request"),
					Pointers.orRoot(list.at(), "/list/at"), Pointers.of(list.by(), "/list/by"),
					Template.of((list.is() != null) ? list.is() : "{id}", ids.parts(), "/list/is"),
					(next != null) ? Pointers.of(next.at(), "/list/next/at") : null, (next != null) ? next.as() : "");
		}

		/** The path of a page, of the first one without a cursor. */
		public String page(Values values, @Nullable String after) {
			String path = line.path(values);
			return (after == null) ? path
					: path + (path.contains("?") ? "&" : "?") + UrlEncoding.of(parameter) + "=" + UrlEncoding.of(after);
		}

	}

}
