package io.switchgear.connector.http.descriptor;

import java.util.List;
import java.util.Set;

import io.switchgear.connector.http.descriptor.BodyPart.Members;
import io.switchgear.connector.http.descriptor.Descriptor.Confirm;
import io.switchgear.connector.http.descriptor.Placeholder.Kind;
import org.jspecify.annotations.Nullable;

/** What the keys of a descriptor must not say together. */
record Contradictions(HttpApi api, @Nullable States states) {

	private static final String TOGGLE = "a toggle is no absolute value, and a retry would undo it. What is sent must name the state: {enabled}, {disabled} or {state}, or two requests enable and disable that differ";

	/** Refuses the first one. */
	void refuse() {
		verbs();
		api.writes().forEach(this::write);
		WriteCall write = api.write();
		if (write != null) {
			update(write);
		}
		wordsOfStates();
	}

	private void verbs() {
		WriteCall enable = api.enable();
		WriteCall disable = api.disable();
		if (api.writes().findAny().isEmpty()) {
			throw new Fault("", "has no request that changes anything: write, or enable and disable");
		}
		if ((enable == null) != (disable == null)) {
			throw new Fault((enable == null) ? "/disable" : "/enable",
					"needs the other one: enable and disable go together");
		}
		if (enable == null || disable == null) {
			return;
		}
		if (api.write() != null) {
			throw new Fault("/write", "and enable and disable are all given; one change is one request");
		}
		if (enable.line().equals(disable.line()) && String.valueOf(enable.body()).equals(String.valueOf(disable.body()))
				&& !enable.switches()) {
			throw new Fault("/disable", "sends the same as enable: " + TOGGLE);
		}
	}

	private void write(WriteCall write) {
		String pointer = "/" + write.operation().wireName();
		if (write.named(Kind.ID).findAny().isEmpty()) {
			throw new Fault(pointer + "/request",
					"does not say which integration; {id} or a named group of id.pattern must be in request or body");
		}
		if (write.placeholders().anyMatch((placeholder) -> placeholder.kind() == Kind.STATE)) {
			sendable(pointer);
		}
		if (!write.carry().isEmpty() && !(api.reading() instanceof Reading.Alone)) {
			throw new Fault(pointer + "/carry", "needs read: what is carried is read before");
		}
		if (write.confirm() == Confirm.READ && api.reading() == null) {
			throw new Fault(pointer + "/confirm", "is read, but there is neither read nor list");
		}
		if (write.confirm() == Confirm.ANSWER && states == null) {
			throw new Fault(pointer,
					"is confirmed by its answer, so state must say where that has the state; or else confirm: read or none");
		}
		if (write.confirm() == Confirm.ANSWER && states != null && states.at() == null) {
			throw new Fault(pointer,
					"is confirmed by its answer, but the state is being listed; add confirm: read or none");
		}
	}

	private void sendable(String pointer) {
		if (states == null) {
			throw new Fault(pointer, "sends {state}, but there is no state to take its words from");
		}
		if (!states.enabled().canBeSent() || !states.disabled().canBeSent()) {
			throw new Fault("/state", "begins with absent or present, which {state} cannot send");
		}
	}

	private void update(WriteCall write) {
		List<Placeholder> sent = write.placeholders().toList();
		boolean settings = sent.stream().anyMatch((one) -> one.kind() == Kind.SETTING);
		boolean credentials = sent.stream().anyMatch((one) -> one.kind() == Kind.CREDENTIAL);
		if (!write.switches() && !settings && !credentials) {
			throw new Fault("/write", "sends the same for enable and disable: " + TOGGLE);
		}
		boolean stateInPath = write.line().path().placeholders().anyMatch((one) -> one.kind().switches());
		if (stateInPath && (settings || credentials)) {
			throw new Fault("/write/request", "has the state in the URL, but an update of settings alone has none");
		}
		if (write.confirm() != Confirm.NONE) {
			Set<String> shown = api.shown().settings().keySet();
			write.named(Kind.SETTING).filter((name) -> !shown.contains(name)).findFirst().ifPresent((name) -> {
				throw new Fault("/write",
						"sends {settings.%s}, but shows.settings does not say where answers have it".formatted(name));
			});
		}
		carriedCredentials(write);
	}

	/** A full replacement without a credential would delete it. */
	private void carriedCredentials(WriteCall write) {
		if (write.carry().isEmpty() || !(write.body() instanceof Members members)) {
			return;
		}
		members.members().forEach((name, part) -> {
			boolean open = part instanceof BodyPart.Hole(Placeholder placeholder) && placeholder.kind() != Kind.ID
					&& !write.carry().contains(name);
			if (open && write.updates()) {
				throw new Fault("/write/carry",
						"does not name %s, so a change that leaves it open would delete it".formatted(name));
			}
		});
	}

	private void wordsOfStates() {
		if (states == null && api.reading() != null) {
			throw new Fault("/state", "is missing: which words of an answer mean enabled and disabled");
		}
		if (states != null && states.at() == null && !(api.reading() instanceof Reading.Listed)) {
			throw new Fault("/state/at", "is missing; only with list being listed can be the state");
		}
	}

}
