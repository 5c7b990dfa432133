package io.switchgear.simulator;

import java.time.Clock;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Any provider that a script describes, with at most one integration. */
public final class ScriptedSimulator extends ProviderSimulator {

	private final Script script;

	private final AtomicReference<@Nullable ObjectNode> kept;

	private ScriptedSimulator(Script script, AtomicReference<@Nullable ObjectNode> kept, int port) {
		super(new ScriptedApi(script, kept), port, Clock.systemUTC());
		this.script = script;
		this.kept = kept;
	}

	public static ScriptedSimulator start(Script script) {
		return start(script, 0);
	}

	public static ScriptedSimulator start(Script script, int port) {
		return new ScriptedSimulator(script, new AtomicReference<>(), port);
	}

	/** Adds the integration, without a request. */
	public ScriptedSimulator add(boolean enabled) {
		ObjectNode integration = script.integration().deepCopy();
		(enabled ? script.on() : script.off()).forEach(integration::set);
		kept.set(integration);
		return this;
	}

	/** Whether it is on, seen without a request. */
	public boolean enabled() {
		ObjectNode integration = Objects.requireNonNull(kept.get());
		return script.on()
			.entrySet()
			.stream()
			.allMatch((member) -> member.getValue().equals(integration.path(member.getKey())));
	}

}
