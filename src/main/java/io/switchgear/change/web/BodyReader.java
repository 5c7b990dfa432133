package io.switchgear.change.web;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import io.switchgear.connector.ConnectorDescription;
import io.switchgear.connector.Desired;
import io.switchgear.credential.Secret;
import io.switchgear.http.BodyMembers;
import io.switchgear.integration.Edit;
import io.switchgear.integration.Patch;
import org.jspecify.annotations.Nullable;
import org.springframework.modulith.NamedInterface;
import tools.jackson.databind.JsonNode;

/** Reads what writes ask for. */
@NamedInterface("views")
public final class BodyReader {

	/** How long the name of an integration may be. */
	public static final int MAX_NAME_LENGTH = 200;

	private static final int MAX_LABEL_LENGTH = 255;

	private static final Pattern LABEL_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._/-]{0,62}");

	private BodyReader() {
	}

	/** What a switch may say besides what it switches. */
	static RequestBodies.Switch switching(@Nullable JsonNode body) {
		if (body == null || body.isMissingNode() || body.isNull()) {
			return new RequestBodies.Switch(null, null);
		}
		BodyMembers members = BodyMembers.of(body, Set.of("reason", "notBefore"));
		RequestBodies.Switch details = new RequestBodies.Switch(members.reason(), members.time("notBefore"));
		members.refuseErrors();
		return details;
	}

	/** A merge patch of an integration whose connector is described. */
	static Patch patch(JsonNode body, ConnectorDescription connector) {
		BodyMembers members = BodyMembers.of(body,
				Set.of("enabled", "displayName", "labels", "settings", "credentials"));
		Boolean enabled = members.flag("enabled");
		Edit<String> name = members.has("displayName") ? new Edit<>(members.text("displayName", MAX_NAME_LENGTH))
				: null;
		Edit<Map<String, @Nullable String>> labels = members.has("labels") ? new Edit<>(labels(members)) : null;
		Map<String, @Nullable Object> settings = settings(members, connector.settings().keySet());
		Map<String, Secret> credentials = new LinkedHashMap<>();
		Set<String> forgotten = new LinkedHashSet<>();
		credentials(members, connector.credentials(), credentials, forgotten);
		members.refuseErrors();
		return new Patch(new Desired(enabled, settings, credentials), name, labels, forgotten);
	}

	/**
	 * What many integrations are asked for at once: name, labels and settings. Null if
	 * something is wrong with it, which {@link BodyMembers#refuseErrors} tells.
	 */
	public static @Nullable Patch patchOfMany(BodyMembers body, String member) {
		BodyMembers members = body.within(member);
		if (members == null) {
			if (!body.has(member) || body.isNull(member)) {
				body.wrong(member, "must be there for an update");
			}
			return null;
		}
		if (asksForNothing(members)) {
			members.wrong("must have a member that is to be changed");
		}
		members.refuseUnknown(Set.of("displayName", "labels", "settings", "credentials", "enabled"));
		if (members.has("credentials")) {
			members.wrong("credentials", "are never set for many; PATCH each integration");
		}
		if (members.has("enabled")) {
			members.wrong("enabled", "is switched by the actions enable and disable");
		}
		if (members.isNull("settings")) {
			members.wrong("settings", "must name each setting that is to be reset");
		}
		Edit<String> name = members.has("displayName") ? new Edit<>(members.text("displayName", MAX_NAME_LENGTH))
				: null;
		Edit<Map<String, @Nullable String>> labels = members.has("labels") ? new Edit<>(labels(members)) : null;
		Map<String, @Nullable Object> settings = settings(members, Set.of());
		return new Patch(new Desired(null, settings, Map.of()), name, labels, Set.of());
	}

	private static boolean asksForNothing(BodyMembers patch) {
		return patch.all()
			.stream()
			.allMatch((member) -> member.getKey().equals("settings") && member.getValue().isObject()
					&& member.getValue().isEmpty());
	}

	private static @Nullable Map<String, @Nullable String> labels(BodyMembers members) {
		BodyMembers given = members.within("labels");
		if (given == null) {
			return null;
		}
		Map<String, @Nullable String> labels = new LinkedHashMap<>();
		given.all().forEach((label) -> {
			String name = label.getKey();
			if (!LABEL_NAME.matcher(name).matches()) {
				given.wrong(name, "must be named by 1 to 63 letters, digits and . _ / -");
			}
			labels.put(name, given.text(name, MAX_LABEL_LENGTH));
		});
		if (labels.size() > Patch.MAX_LABELS) {
			members.wrong("labels", "must be at most " + Patch.MAX_LABELS);
		}
		return labels;
	}

	private static Map<String, @Nullable Object> settings(BodyMembers members, Set<String> known) {
		Map<String, @Nullable Object> settings = new LinkedHashMap<>();
		if (members.isNull("settings")) {
			known.forEach((name) -> settings.put(name, null));
			return settings;
		}
		BodyMembers given = members.within("settings");
		if (given != null) {
			given.all().forEach((setting) -> settings.put(setting.getKey(), plain(setting.getValue())));
		}
		return settings;
	}

	private static void credentials(BodyMembers members, Set<String> known, Map<String, Secret> credentials,
			Set<String> forgotten) {
		if (members.isNull("credentials")) {
			forgotten.addAll(known);
			return;
		}
		BodyMembers given = members.within("credentials");
		if (given == null) {
			return;
		}
		given.all().forEach((credential) -> {
			String name = credential.getKey();
			if (credential.getValue().isString()) {
				credentials.put(name, Secret.of(credential.getValue().stringValue()));
			}
			else if (credential.getValue().isNull() && known.contains(name)) {
				forgotten.add(name);
			}
			else {
				given.wrong(name, "must be a string, or null to forget it");
			}
		});
	}

	private static @Nullable Object plain(JsonNode value) {
		return switch (value.getNodeType()) {
			case BOOLEAN -> value.booleanValue();
			case STRING -> value.stringValue();
			case NUMBER -> value.numberValue();
			case NULL -> null;
			default -> value;
		};
	}

}
