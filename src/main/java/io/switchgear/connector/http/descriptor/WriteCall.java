package io.switchgear.connector.http.descriptor;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

import io.switchgear.connector.http.descriptor.BodyPart.Members;
import io.switchgear.connector.http.descriptor.Descriptor.Confirm;
import io.switchgear.connector.http.descriptor.Descriptor.Masked;
import io.switchgear.connector.http.descriptor.Descriptor.Returns;
import io.switchgear.outbound.ProviderRequest.Operation;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.StringNode;

/**
 * A request that changes an integration.
 *
 * @param body null if it has none
 * @param form whether the body is a form
 * @param carry members that are filled in from what the provider has
 */
public record WriteCall(Operation operation, RequestLine line, @Nullable BodyPart body, boolean form,
		List<String> carry, boolean maskedAllowed, Confirm confirm, JsonPointer at, Returns returns, boolean repeatable,
		@Nullable String note) {

	private static final Set<String> METHODS = Set.of("POST", "PUT", "PATCH", "DELETE");

	static @Nullable WriteCall of(Operation operation, Descriptor.@Nullable Write write, Ids ids,
			JsonPointer answered) {
		if (write == null) {
			return null;
		}
		String pointer = "/" + operation.wireName();
		boolean form = !write.form().isEmpty();
		JsonPointer at = (write.at() != null) ? Pointers.of(write.at(), pointer + "/at") : answered;
		WriteCall call = new WriteCall(operation,
				RequestLine.of(write.request(), METHODS, ids.parts(), pointer + "/request"),
				body(write, ids.parts(), pointer), form, write.carry(), write.masked() == Masked.ALLOWED,
				write.confirmed(), at, Objects.requireNonNullElse(write.returns(), Returns.OBJECT), write.mayRepeat(),
				write.note());
		call.check(write, pointer);
		return call;
	}

	private static @Nullable BodyPart body(Descriptor.Write write, Set<String> parts, String pointer) {
		if (write.form().isEmpty()) {
			return (write.body() != null && !write.body().isNull())
					? BodyPart.of(write.body(), parts, pointer + "/body") : null;
		}
		if (write.body() != null) {
			throw new Fault(pointer + "/form", "and body are both given; a request has one of them");
		}
		Map<String, BodyPart> members = new LinkedHashMap<>();
		write.form()
			.forEach((name, text) -> members.put(name,
					BodyPart.of(StringNode.valueOf(text), parts, pointer + "/form/" + name)));
		return new Members(members);
	}

	private void check(Descriptor.Write write, String pointer) {
		if (carry.isEmpty()) {
			if (write.masked() != null) {
				throw new Fault(pointer + "/masked", "says nothing without carry");
			}
			return;
		}
		if (!(body instanceof Members members) || form) {
			throw new Fault(pointer + "/carry", "needs a body that is an object");
		}
		carry.stream().filter((name) -> members.gives(name)).findFirst().ifPresent((name) -> {
			throw new Fault(pointer + "/carry", "names %s, which the body gives already".formatted(name));
		});
	}

	Stream<Placeholder> placeholders() {
		return Stream.concat(line.path().placeholders(), (body != null) ? body.placeholders() : Stream.of());
	}

	Stream<String> named(Placeholder.Kind kind) {
		return placeholders().filter((placeholder) -> placeholder.kind() == kind).map(Placeholder::name).distinct();
	}

	boolean switches() {
		return placeholders().anyMatch((placeholder) -> placeholder.kind().switches());
	}

	/** Whether it can be asked to leave the state as it is. */
	boolean updates() {
		return placeholders().anyMatch((placeholder) -> placeholder.kind() == Placeholder.Kind.SETTING
				|| placeholder.kind() == Placeholder.Kind.CREDENTIAL);
	}

	/** What the body is on the wire. */
	public byte[] bytes(JsonNode rendered) {
		return form ? UrlEncoding.form(rendered) : JsonMapper.shared().writeValueAsBytes(rendered);
	}

}
