package io.switchgear.event;

import java.util.Set;
import java.util.UUID;

import io.switchgear.connector.IntegrationRef;
import org.jspecify.annotations.Nullable;

/**
 * Selects events. What is null selects all.
 *
 * @param providers the only providers whose events are wanted
 * @param integration the only integration
 * @param batch the only batch: its own events, and those of its changes
 */
public record EventFilter(@Nullable Set<String> providers, @Nullable EventKind kind,
		@Nullable IntegrationRef integration, @Nullable UUID batch) {

	/** Every event. */
	public static final EventFilter ALL = new EventFilter(null, null, null, null);

	/** The events of some providers. */
	public static EventFilter of(Set<String> providers) {
		return new EventFilter(providers, null, null, null);
	}

	boolean matches(EventSubject subject) {
		return (providers == null || providers.contains(subject.provider()))
				&& (kind == null || kind.wireName().equals(subject.kind()))
				&& (batch == null || batch.equals(subject.batch()))
				&& (integration == null || isOf(integration, subject));
	}

	private static boolean isOf(IntegrationRef integration, EventSubject subject) {
		return integration.provider().equals(subject.provider())
				&& integration.externalId().equals(subject.externalId());
	}

}
