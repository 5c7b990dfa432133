package io.switchgear.connector.http;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.switchgear.connector.http.descriptor.BodyPart;
import io.switchgear.connector.http.descriptor.BodyPart.Constant;
import io.switchgear.connector.http.descriptor.BodyPart.Hole;
import io.switchgear.connector.http.descriptor.BodyPart.Items;
import io.switchgear.connector.http.descriptor.BodyPart.Members;
import io.switchgear.connector.http.descriptor.Placeholder;
import io.switchgear.connector.http.descriptor.Placeholder.Kind;
import io.switchgear.connector.http.descriptor.Shown;
import io.switchgear.connector.http.descriptor.WriteCall;
import io.switchgear.credential.Secret;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A body as a dry run shows it: what the descriptor declares, and no secret. */
record ShownBody(WriteCall write, Shown shown) {

	// What a whole array is called where members are shown
	private static final String ITEMS = "[]";

	static final String CARRIED = "carried";

	Map<String, @Nullable Object> of(@Nullable JsonNode body) {
		BodyPart template = write.body();
		if (body == null || template == null) {
			return Map.of();
		}
		Map<String, @Nullable Object> members = new LinkedHashMap<>();
		if (template instanceof Members declared) {
			body.properties()
				.forEach((member) -> members.put(member.getKey(),
						value(declared.members().get(member.getKey()), member.getValue())));
		}
		else {
			members.put(ITEMS, value(template, body));
		}
		return members;
	}

	private @Nullable Object value(@Nullable BodyPart declared, JsonNode value) {
		return switch (declared) {
			case Hole(Placeholder placeholder) when placeholder.kind() == Kind.CREDENTIAL ->
				shown.hint(placeholder.name(), Secret.of(value.asString("")));
			case Hole hole -> plain(value);
			case Constant constant -> plain(value);
			case Members members -> {
				Map<String, @Nullable Object> shownMembers = new LinkedHashMap<>();
				value.properties()
					.forEach((member) -> shownMembers.put(member.getKey(),
							value(members.members().get(member.getKey()), member.getValue())));
				yield shownMembers;
			}
			case Items items -> items(items, value);
			case null -> (value.isString() || value.isContainer()) ? CARRIED : plain(value);
		};
	}

	/**
	 * Items without a value were left out, so those that are there are matched in order.
	 */
	private List<@Nullable Object> items(Items items, JsonNode value) {
		List<@Nullable Object> all = new ArrayList<>();
		int index = 0;
		for (JsonNode item : value) {
			all.add(value(items.items().get(Math.min(index++, items.items().size() - 1)), item));
		}
		return all;
	}

	private static @Nullable Object plain(JsonNode value) {
		return JsonMapper.shared().treeToValue(value, Object.class);
	}

}
