package io.switchgear.simulator;

import java.util.ArrayList;
import java.util.List;

/**
 * Every request that arrived, in order and whatever became of it; safe for use by many
 * threads.
 */
public final class Journal {

	private final List<Received> entries = new ArrayList<>();

	Journal() {
	}

	public synchronized List<Received> all() {
		return List.copyOf(entries);
	}

	public List<Received> of(String method) {
		return all().stream().filter((received) -> received.method().equals(method)).toList();
	}

	public synchronized int count() {
		return entries.size();
	}

	public int count(String method) {
		return of(method).size();
	}

	/** The latest request; there must be one. */
	public synchronized Received last() {
		return entries.getLast();
	}

	public synchronized void clear() {
		entries.clear();
	}

	synchronized void add(Received received) {
		entries.add(received);
	}

}
