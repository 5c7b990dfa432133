package io.switchgear.simulator;

import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/** The integrations that Whisk Studio knows, oldest first. */
final class WhiskIntegrations {

	private final Map<String, WhiskIntegration> byId = new LinkedHashMap<>();

	private final Clock clock;

	private int pageSize = Integer.MAX_VALUE;

	WhiskIntegrations(Clock clock) {
		this.clock = clock;
	}

	synchronized WhiskIntegration add(String id, String type, boolean enabled) {
		Instant now = clock.instant();
		WhiskIntegration added = new WhiskIntegration(id, type, enabled, now, now);
		byId.put(id, added);
		return added;
	}

	synchronized @Nullable WhiskIntegration find(String id) {
		return byId.get(id);
	}

	/** Whether there was one to flip. */
	synchronized boolean flip(String id, boolean enabled) {
		Instant now = clock.instant();
		return byId.computeIfPresent(id, (_, old) -> old.flipped(enabled, now)) != null;
	}

	synchronized List<WhiskIntegration> all() {
		return List.copyOf(byId.values());
	}

	synchronized void remove(String id) {
		byId.remove(id);
	}

	synchronized void clear() {
		byId.clear();
		pageSize = Integer.MAX_VALUE;
	}

	synchronized int pageSize() {
		return pageSize;
	}

	synchronized void pageSize(int size) {
		pageSize = size;
	}

	/** One integration in Whisk Studio. */
	record WhiskIntegration(String id, String type, boolean enabled, Instant createdAt, Instant updatedAt) {

		WhiskIntegration flipped(boolean on, Instant at) {
			return new WhiskIntegration(id, type, on, createdAt, at);
		}

	}

}
