package io.switchgear.change.background;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;

import io.switchgear.connector.Capability;
import io.switchgear.connector.ConnectorDescription;
import io.switchgear.connector.Desired;
import io.switchgear.connector.Preview;
import io.switchgear.connector.ProviderConnector;
import io.switchgear.connector.ProviderError;
import io.switchgear.connector.ProviderState;
import io.switchgear.connector.Target;

/** Confirms what it is asked for, once it may. */
final class SlowConnector implements ProviderConnector {

	final BlockingQueue<String> begun = new LinkedBlockingQueue<>();

	final Semaphore mayEnd = new Semaphore(0);

	@Override
	public ConnectorDescription description() {
		return new ConnectorDescription("slow", Set.of(Capability.SWITCH), Map.of(), Set.of());
	}

	@Override
	public Optional<String> canonicalId(String externalId) {
		return Optional.of(externalId);
	}

	@Override
	public String idForm() {
		return "anything";
	}

	@Override
	public ProviderState apply(Target target, Desired desired) {
		begun.add(target.ref().externalId());
		mayEnd.acquireUninterruptibly();
		return new ProviderState(desired.enabled(), null, Map.of(), Map.of(), "their-id");
	}

	@Override
	public Preview preview(Target target, Desired desired) {
		throw new UnsupportedOperationException();
	}

	@Override
	public ProviderError errorIn(int status, String body) {
		throw new UnsupportedOperationException();
	}

}
