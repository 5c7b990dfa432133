package io.switchgear.event;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.switchgear.event.EventGenerations.Generation;
import io.switchgear.event.EventGenerations.Moment;
import io.switchgear.event.EventTable.EventKey;
import io.switchgear.event.EventTable.Numbered;
import io.switchgear.event.EventTable.Window;
import io.switchgear.problem.Problem;
import io.switchgear.problem.ProblemCode;
import io.switchgear.problem.ProblemException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Reads the states that changes go through, and what else happens, each once and those of
 * one integration in their order. Numbers from a sequence alone would not do: a
 * transaction may commit a lower one after a reader has seen a higher. Nor would numbers
 * of transactions: one that began earlier may come to an integration later. So a reader
 * goes from snapshot to snapshot and takes what was committed in between, whatever else
 * still runs, and within that goes by number.
 * <p>
 * That keeps the order of an integration since its row is locked before an event of it is
 * written, and let go by the commit: the next writer's numbers are higher, and no
 * snapshot has the next writer without the one before.
 */
public final class ChangeEvents {

	private static final int STEP = 200;

	private static final int AHEAD = 5000;

	// Readers look more often
	private static final Duration FOLLOWED = Duration.ofSeconds(5);

	private static final Pattern POSITION = Pattern.compile(
			"([0-9a-z]{1,16})_([0-9a-z.]{1,%1$d})_([0-9a-z.]{1,%1$d})_([0-9]{1,18})".formatted(Snapshot.MAX_LENGTH));

	private final EventTable table;

	private final RecentEvents recent;

	/**
	 * @param tick how long readers that have kept up do without another look
	 */
	ChangeEvents(JdbcClient jdbc, Duration tick) {
		this.table = new EventTable(jdbc);
		this.recent = new RecentEvents(table, tick, FOLLOWED);
	}

	/** A reader of what is committed from now on. */
	public Reader fromNow() {
		Moment now = table.now();
		// If it is too long for an id, a little of what was committed before comes too.
		Snapshot start = now.snapshot().isShort() ? now.snapshot() : now.snapshot().floor();
		return new Reader(now.generation(), start, start, 0);
	}

	/**
	 * A reader that goes on behind an event.
	 * @throws ProblemException with {@code request.invalid} if no event has that
	 * position, or {@code events.position-gone} if events behind it are not here
	 */
	public Reader after(String position) {
		return reader(position)
			.orElseThrow(() -> Problem.invalid("Last-Event-ID", "must be the id of an event").asException());
	}

	private Optional<Reader> reader(String position) {
		Matcher matcher = POSITION.matcher(position);
		if (!matcher.matches()) {
			return Optional.empty();
		}
		long seq = Long.parseLong(matcher.group(4));
		return Snapshot.decoded(matcher.group(3))
			.flatMap((current) -> Snapshot.decoded(matcher.group(2))
				.map((previous) -> reader(matcher.group(1), previous, current, seq)));
	}

	private Reader reader(String name, Snapshot previous, Snapshot current, long seq) {
		Moment now = table.now();
		Generation generation = now.generation();
		// What is ahead was lost: transactions have its numbers a second time.
		boolean here = generation.name().equals(name) && current.xmax() <= now.snapshot().xmax();
		if (!here || !generation.hasAllAfter(previous, current, seq)) {
			throw gone();
		}
		return new Reader(generation, previous, current, seq);
	}

	static ProblemException gone() {
		return Problem
			.of(ProblemCode.EVENTS_POSITION_GONE,
					"Events behind that position were deleted, or the gateway's data were restored or moved")
			.asException();
	}

	/** Reads forward. Used by one thread. */
	public final class Reader {

		private Snapshot previous;

		private Snapshot current;

		private long seq;

		private boolean more;

		// The database goes through the whole window for each read of keys, and it may be
		// the events of days
		private final Deque<EventKey> ahead = new ArrayDeque<>();

		private boolean isLast;

		private final Generation generation;

		private Reader(Generation generation, Snapshot previous, Snapshot current, long seq) {
			this.generation = generation;
			this.previous = previous;
			this.current = current;
			this.seq = seq;
		}

		/**
		 * The next events; empty where nothing was committed since, or nothing that is
		 * wanted, and then more may follow at once. Throws {@code events.position-gone}
		 * if the gateway's data were moved meanwhile.
		 */
		public List<Event> next(EventFilter filter) {
			List<Event> events = step(filter);
			int moments = 0;
			while (events.isEmpty() && !more && moments < RecentEvents.MAX_WINDOWS && advance()) {
				events = step(filter);
				moments++;
			}
			return events;
		}

		/** Whether it is known that there are more than were looked at. */
		public boolean hasMore() {
			return more;
		}

		/**
		 * Returns false if nothing was committed since. Waits for a moment at which fewer
		 * write, if they are too many for an id.
		 */
		private boolean advance() {
			Optional<Moment> now = recent.after(current);
			if (now.isEmpty()) {
				return false;
			}
			if (!now.get().generation().name().equals(generation.name())) {
				throw gone();
			}
			previous = current;
			current = now.get().snapshot();
			seq = 0;
			return !current.equals(previous);
		}

		/** What is wanted of the next that are left of the window. */
		private List<Event> step(EventFilter filter) {
			Window window = Window.of(generation, previous, current);
			List<Numbered> step = recent.read(window).map(this::left).orElseGet(() -> read(window));
			if (!more) {
				// Nothing is left of it
				previous = current;
			}
			return step.stream().map(Numbered::event).filter((event) -> filter.matches(event.subject())).toList();
		}

		private List<Numbered> left(List<Numbered> all) {
			// Another reader may have had the window shared since this one looked for
			// keys
			ahead.clear();
			List<Numbered> left = all.stream().filter((event) -> event.seq() > seq).toList();
			more = left.size() > STEP;
			List<Numbered> step = more ? left.subList(0, STEP) : left;
			seq = more ? step.getLast().seq() : seq;
			return step;
		}

		private List<Numbered> read(Window window) {
			if (ahead.isEmpty()) {
				List<EventKey> keys = table.keys(window, seq, AHEAD);
				ahead.addAll(keys);
				isLast = keys.size() < AHEAD;
				if (!window.isEmpty()) {
					failIfDeleted();
				}
			}
			List<EventKey> step = new ArrayList<>();
			while (step.size() < STEP && !ahead.isEmpty()) {
				step.add(ahead.remove());
			}
			more = !ahead.isEmpty() || !isLast;
			seq = step.isEmpty() ? seq : step.getLast().seq();
			return table.read(window, step);
		}

		/** Events may be deleted while a reader that is behind reads. */
		private void failIfDeleted() {
			Generation now = table.now().generation();
			if (!now.name().equals(generation.name()) || !now.hasAllAfter(previous, current, seq)) {
				throw gone();
			}
		}

	}

}
