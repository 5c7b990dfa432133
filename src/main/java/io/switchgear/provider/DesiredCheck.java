package io.switchgear.provider;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.switchgear.connector.Capability;
import io.switchgear.connector.ConnectorDescription;
import io.switchgear.connector.Desired;
import io.switchgear.credential.Secret;
import io.switchgear.problem.InvalidField;
import io.switchgear.problem.Problem;
import io.switchgear.problem.ProblemCode;
import io.switchgear.problem.Text;
import org.jspecify.annotations.Nullable;

/** Compares what is desired with what a connector offers. */
final class DesiredCheck {

	private static final int MAX_CREDENTIAL_LENGTH = 4096;

	private DesiredCheck() {
	}

	static void check(String provider, ConnectorDescription offered, Desired desired) {
		require(provider, offered, Capability.SWITCH, desired.enabled() != null);
		require(provider, offered, Capability.UPDATE_SETTINGS, !desired.settings().isEmpty());
		require(provider, offered, Capability.UPDATE_CREDENTIALS, !desired.credentials().isEmpty());
		List<InvalidField> errors = new ArrayList<>();
		desired.settings().forEach((name, value) -> checkSetting(offered, name, value, errors));
		desired.credentials().forEach((name, value) -> checkCredential(offered, name, value, errors));
		if (!errors.isEmpty()) {
			throw Problem.invalid(errors).asException();
		}
		refuseMasked(desired.credentials());
	}

	private static void require(String provider, ConnectorDescription offered, Capability capability, boolean asked) {
		if (asked && !offered.can(capability)) {
			throw capability.notSupportedBy(provider);
		}
	}

	private static void checkSetting(ConnectorDescription offered, String name, @Nullable Object value,
			List<InvalidField> errors) {
		Class<?> type = offered.settings().get(name);
		if (type == null) {
			errors.add(InvalidField.ofMember("/settings", name,
					"is not a setting of this provider; known are " + offered.settings().keySet()));
		}
		else if (value != null && !type.isInstance(value)) {
			errors.add(
					InvalidField.ofMember("/settings", name, "must be of type " + ConnectorDescription.jsonType(type)));
		}
		else if (value instanceof String text && !Text.isStorable(text)) {
			errors.add(InvalidField.ofMember("/settings", name,
					"must have no control characters and no halves of surrogate pairs"));
		}
	}

	private static void checkCredential(ConnectorDescription offered, String name, Secret value,
			List<InvalidField> errors) {
		if (!offered.credentials().contains(name)) {
			errors.add(InvalidField.ofMember("/credentials", name,
					"is not a credential of this provider; known are " + offered.credentials()));
		}
		else if (value.reveal().length() > MAX_CREDENTIAL_LENGTH) {
			errors.add(InvalidField.ofMember("/credentials", name, "must not be longer than " + MAX_CREDENTIAL_LENGTH));
		}
		// Repaired, it would be another secret than the caller believes to have given.
		else if (!Text.isVerbatim(value.reveal())) {
			errors.add(InvalidField.ofMember("/credentials", name,
					"must have no line breaks, no control or invisible characters, and no blanks around it"));
		}
	}

	private static void refuseMasked(Map<String, Secret> credentials) {
		List<InvalidField> masked = credentials.entrySet()
			.stream()
			.filter((credential) -> credential.getValue().looksMasked())
			.map((credential) -> new InvalidField("/credentials/" + credential.getKey(), "looks masked or blank"))
			.toList();
		if (!masked.isEmpty()) {
			throw Problem.of(ProblemCode.CREDENTIALS_MASKED, "A credential looks masked or blank; nothing was changed")
				.withErrors(masked)
				.asException();
		}
	}

}
