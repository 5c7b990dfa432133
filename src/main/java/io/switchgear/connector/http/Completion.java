package io.switchgear.connector.http;

import java.util.Map;
import java.util.stream.Stream;

import io.switchgear.connector.Target;
import io.switchgear.connector.http.descriptor.BodyPart.Hole;
import io.switchgear.connector.http.descriptor.BodyPart.Members;
import io.switchgear.connector.http.descriptor.Placeholder;
import io.switchgear.connector.http.descriptor.Placeholder.Kind;
import io.switchgear.connector.http.descriptor.Pointers;
import io.switchgear.connector.http.descriptor.Shown;
import io.switchgear.connector.http.descriptor.Values;
import io.switchgear.connector.http.descriptor.WriteCall;
import io.switchgear.credential.Secret;
import io.switchgear.outbound.CallScope;
import io.switchgear.problem.ProblemCode;
import io.switchgear.problem.ProblemException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * Makes the body of a full replacement: what a change leaves open is filled in from what
 * the provider has at that moment. Only a credential that the provider masks or omits is
 * taken from what is stored here.
 *
 * @param current what the provider has
 */
record Completion(Answers answers, Shown shown, Target target, Values values, JsonNode current) {

	JsonNode body(WriteCall write, Members members) {
		ObjectNode body = JsonNodeFactory.instance.objectNode();
		members.members().forEach((name, part) -> {
			JsonNode given = part.fill(values);
			boolean open = given.isMissingNode() && write.carry().contains(name);
			set(body, name, (open && part instanceof Hole(Placeholder placeholder)) ? carried(write, name, placeholder)
					: given);
		});
		write.carry()
			.stream()
			.filter((name) -> !members.members().containsKey(name))
			.forEach((name) -> set(body, name, carried(write, name, null)));
		return body;
	}

	private static void set(ObjectNode body, String name, JsonNode value) {
		if (!value.isMissingNode()) {
			body.set(name, value);
		}
	}

	private JsonNode carried(WriteCall write, String name, @Nullable Placeholder placeholder) {
		JsonNode value = current.path(name);
		if (placeholder != null && placeholder.kind() == Kind.CREDENTIAL) {
			return StringNode.valueOf(credential(placeholder.name(), value).reveal());
		}
		if (placeholder != null && placeholder.kind().switches() && (value.isMissingNode() || value.isNull())) {
			throw answers.problem(ProblemCode.PROVIDER_INVALID_RESPONSE,
					answers.provider() + " does not say whether the integration is disabled");
		}
		conceal(value);
		if (!write.maskedAllowed() && looksMasked(value)) {
			throw required(name);
		}
		return value;
	}

	private Secret credential(String name, JsonNode value) {
		String text = Pointers.text(value);
		Secret given = null;
		if (text != null) {
			Secret shownHere = Secret.of(text);
			CallScope.current().conceal(shownHere);
			given = shownHere.looksMasked() ? null : shownHere;
		}
		if (given == null) {
			given = standIn(name, (text != null) ? Secret.of(text) : null);
		}
		if (given == null || given.looksMasked()) {
			throw required(name);
		}
		return given;
	}

	private ProblemException required(String name) {
		return answers.problem(ProblemCode.CREDENTIALS_REQUIRED,
				"%s wants %s with each write; it was not given, %s does not show it, and none is stored that is known to be in use"
					.formatted(answers.provider(), name, answers.provider()));
	}

	/**
	 * What is stored, unless the provider shows enough to tell that it was replaced
	 * there: a switch must not put an old secret back. A secret belongs to its
	 * identifier.
	 */
	private @Nullable Secret standIn(String name, @Nullable Secret shownHere) {
		Map<String, Secret> stored = target.storedCredentials();
		boolean replaced = differs(stored.get(name), shownHere)
				|| Stream.concat(Stream.of(name), shown.hints().stream())
					.anyMatch((other) -> differs(stored.get(other), shown.credential(current, other)));
		return replaced ? null : stored.get(name);
	}

	private static boolean differs(@Nullable Secret stored, @Nullable Secret shown) {
		return stored != null && shown != null && !stored.mayBeShownAs(shown);
	}

	/** What is carried may be secret; nobody is told of it. */
	private static void conceal(JsonNode value) {
		texts(value).forEach((text) -> CallScope.current().conceal(Secret.of(text)));
	}

	private static boolean looksMasked(JsonNode value) {
		return texts(value).filter((text) -> !text.isBlank()).anyMatch((text) -> Secret.of(text).looksMasked());
	}

	private static Stream<String> texts(JsonNode value) {
		if (value.isContainer()) {
			return value.valueStream().flatMap(Completion::texts);
		}
		return value.isString() ? Stream.of(value.stringValue()) : Stream.empty();
	}

}
