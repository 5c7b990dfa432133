package io.switchgear.connector.http.descriptor;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.switchgear.connector.Capability;
import io.switchgear.connector.ConnectorDescription;
import io.switchgear.connector.http.descriptor.Placeholder.Kind;
import io.switchgear.outbound.ProviderRequest.Operation;
import io.switchgear.outbound.WaitHeaders;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonPointer;

/**
 * A descriptor, checked and ready for use: nothing of it is parsed again.
 *
 * @param enable null unless the API has verbs, as {@code disable}
 */
public record HttpApi(Ids ids, KeyHeaders headers, @Nullable Reading reading, @Nullable WriteCall write,
		@Nullable WriteCall enable, @Nullable WriteCall disable, Shown shown, ErrorRules.@Nullable Failed failed,
		ErrorRules errors, WaitHeaders waits, ConnectorDescription description) {

	public static final String TYPE = "http";

	/**
	 * Checks a descriptor.
	 * @throws Fault at the first key that is wrong
	 */
	public static HttpApi of(Descriptor descriptor) {
		Ids ids = Ids.of(descriptor.id());
		Reading reading = reading(descriptor, ids);
		JsonPointer answered = (reading instanceof Reading.Alone alone) ? alone.at() : Pointers.ROOT;
		WriteCall write = WriteCall.of(Operation.WRITE, descriptor.write(), ids, answered);
		WriteCall enable = WriteCall.of(Operation.ENABLE, descriptor.enable(), ids, answered);
		WriteCall disable = WriteCall.of(Operation.DISABLE, descriptor.disable(), ids, answered);
		States states = (descriptor.state() != null) ? States.of(descriptor.state()) : null;
		Map<String, Class<?>> settings = settings(descriptor, write);
		Descriptor.Wait wait = descriptor.waits();
		HttpApi api = new HttpApi(ids, KeyHeaders.of(descriptor, ids), reading, write, enable, disable,
				Shown.of(descriptor.shown(), states, settings), ErrorRules.Failed.of(descriptor.failed()),
				ErrorRules.of(descriptor.errorsSaid()),
				(wait != null) ? new WaitHeaders(wait.after(), wait.at()) : new WaitHeaders(null, null),
				description(write, enable, reading, settings));
		new Contradictions(api, states).refuse();
		return api;
	}

	private static @Nullable Reading reading(Descriptor descriptor, Ids ids) {
		if (descriptor.read() != null && descriptor.list() != null) {
			throw new Fault("/list", "and read are both given; an integration is read in one way");
		}
		if (descriptor.list() != null) {
			return Reading.Listed.of(descriptor.list(), ids);
		}
		return (descriptor.read() != null) ? Reading.Alone.of(descriptor.read(), ids) : null;
	}

	private static Map<String, Class<?>> settings(Descriptor descriptor, @Nullable WriteCall write) {
		Set<String> names = new TreeSet<>(descriptor.shown().settings().keySet());
		if (write != null) {
			write.named(Kind.SETTING).forEach(names::add);
		}
		descriptor.settings()
			.keySet()
			.stream()
			.filter((name) -> !names.contains(name))
			.findFirst()
			.ifPresent((name) -> {
				throw new Fault("/settings/" + name, "is neither sent by write nor under shows.settings");
			});
		Map<String, Class<?>> types = new LinkedHashMap<>();
		names.forEach((name) -> types.put(name,
				descriptor.settings().getOrDefault(name, Descriptor.SettingType.TEXT).type()));
		return types;
	}

	private static ConnectorDescription description(@Nullable WriteCall write, @Nullable WriteCall enable,
			@Nullable Reading reading, Map<String, Class<?>> types) {
		Set<Capability> capabilities = new TreeSet<>();
		Set<String> credentials = new TreeSet<>();
		Map<String, Class<?>> settings = Map.of();
		if (enable != null || (write != null && write.switches())) {
			capabilities.add(Capability.SWITCH);
		}
		if (reading != null) {
			capabilities.add(Capability.READ);
		}
		if (write != null) {
			write.named(Kind.CREDENTIAL).forEach(credentials::add);
			settings = write.named(Kind.SETTING).collect(Collectors.toMap((name) -> name, types::get));
		}
		if (!settings.isEmpty()) {
			capabilities.add(Capability.UPDATE_SETTINGS);
		}
		if (!credentials.isEmpty()) {
			capabilities.add(Capability.UPDATE_CREDENTIALS);
		}
		return new ConnectorDescription(TYPE, capabilities, settings, credentials);
	}

	/** What sends a switch, or whatever else is desired. */
	public WriteCall writing(@Nullable Boolean enabled) {
		WriteCall verb = Boolean.TRUE.equals(enabled) ? enable : disable;
		return Objects.requireNonNull((enabled != null && verb != null) ? verb : write);
	}

	public Stream<WriteCall> writes() {
		return Stream.of(write, enable, disable).flatMap(Stream::ofNullable);
	}

	/** Text on what else a write does. */
	public List<String> notes() {
		return writes().filter((call) -> call.note() != null)
			.map((call) -> call.operation().wireName() + ": " + call.note())
			.toList();
	}

}
