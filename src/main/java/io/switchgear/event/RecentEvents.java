package io.switchgear.event;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

import io.switchgear.event.EventGenerations.Moment;
import io.switchgear.event.EventTable.EventKey;
import io.switchgear.event.EventTable.Numbered;
import io.switchgear.event.EventTable.Window;
import org.jspecify.annotations.Nullable;

/**
 * What was committed in the last seconds, read once for all readers. Readers that have
 * kept up go from one of its windows to the next, so their number costs the database
 * nothing. Others read the table until they have caught up.
 */
final class RecentEvents {

	static final int MAX_WINDOWS = 16;

	private static final int MAX_EVENTS = 1000;

	private final EventTable table;

	private final Duration tick;

	private final Duration followed;

	private final ReentrantLock lock = new ReentrantLock();

	private final Deque<Shared> windows = new ArrayDeque<>();

	private @Nullable Moment latest;

	private long lookedAt;

	/**
	 * @param tick how long what was read last is the newest that there is
	 * @param followed how long somebody may still go on from there
	 */
	RecentEvents(EventTable table, Duration tick, Duration followed) {
		this.table = table;
		this.tick = tick;
		this.followed = followed;
	}

	/** The moment that follows a snapshot; empty if nothing was committed since. */
	Optional<Moment> after(Snapshot snapshot) {
		lock.lock();
		try {
			for (Shared shared : windows) {
				if (shared.window.previous().equals(snapshot)) {
					return Optional.of(shared.end);
				}
			}
			boolean keepsUp = latest != null && latest.snapshot().equals(snapshot);
			if (keepsUp && System.nanoTime() - lookedAt < tick.toNanos()) {
				return Optional.empty();
			}
			return Optional.of(look()).filter((now) -> now.snapshot().isShort());
		}
		finally {
			lock.unlock();
		}
	}

	/** All events of a window in their order; empty if it is not one of these. */
	Optional<List<Numbered>> read(Window window) {
		lock.lock();
		try {
			return windows.stream()
				.filter((shared) -> shared.window.equals(window) && shared.isWhole)
				.findFirst()
				.map(Shared::events);
		}
		finally {
			lock.unlock();
		}
	}

	private Moment look() {
		Moment before = latest;
		boolean isFollowed = System.nanoTime() - lookedAt < followed.toNanos();
		Moment now = table.now();
		if (!now.snapshot().isShort()) {
			return now;
		}
		if (before == null || !isFollowed || !before.generation().name().equals(now.generation().name())) {
			// What nobody follows is not read: it may be all of hours
			windows.clear();
		}
		else if (!before.snapshot().equals(now.snapshot())) {
			Window window = Window.of(before.generation(), before.snapshot(), now.snapshot());
			List<EventKey> keys = table.keys(window, 0, MAX_EVENTS);
			boolean isWhole = keys.size() < MAX_EVENTS;
			windows.add(new Shared(window, now, isWhole, isWhole ? table.read(window, keys) : List.of()));
		}
		if (windows.size() > MAX_WINDOWS) {
			windows.remove();
		}
		latest = now;
		// After the statements: the next look is a pause later, however slow they are
		lookedAt = System.nanoTime();
		return now;
	}

	/**
	 * A window.
	 *
	 * @param isWhole whether all its events are here, since they are not too many
	 */
	private record Shared(Window window, Moment end, boolean isWhole, List<Numbered> events) {
	}

}
