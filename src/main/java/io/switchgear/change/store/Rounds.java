package io.switchgear.change.store;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * Lets callers that come at once share a statement and its commit. A caller that comes
 * alone runs alone and at once. Those that come while a round is under way form the next
 * one, which one of them runs. If the round before it was shared by several, there is
 * load: it then starts a moment later, so that more share it, as with PostgreSQL's
 * {@code commit_delay}.
 *
 * @param <T> what a caller brings
 * @param <R> what it gets
 */
public final class Rounds<T, R extends @Nullable Object> {

	/** How many callers share a round at most. */
	static final int MAX_SIZE = 64;

	/** A round of at least so many is a sign of load. */
	static final int LOAD = 4;

	private static final Duration MOMENT = Duration.ofMillis(2);

	// After these the server has undone the statement, so it may be tried again. After
	// any other error, and after 40003 (statement completion unknown), it may have been
	// committed. After 57014 the time of the callers is up: trying again would multiply
	// it.
	private static final Set<String> UNDONE_CLASSES = Set.of("21", "22", "23", "25", "42", "54", "55", "P0");

	private static final Set<String> UNDONE = Set.of("40001", "40P01");

	private final Function<T, Set<Object>> exclusive;

	private final Function<List<T>, List<R>> statement;

	private final Runnable gathering;

	private final ReentrantLock lock = new ReentrantLock();

	private final Deque<Place<T, R>> waiting = new ArrayDeque<>();

	private boolean running;

	private boolean underLoad;

	/**
	 * A round holds at most one of those that share an exclusive key.
	 * @param statement returns a result for each of those it gets, in their order
	 */
	public Rounds(Function<T, Set<Object>> exclusive, Function<List<T>, List<R>> statement) {
		this(exclusive, statement, () -> LockSupport.parkNanos(MOMENT.toNanos()));
	}

	/** Takes what a leader does under load until its round starts. */
	Rounds(Function<T, Set<Object>> exclusive, Function<List<T>, List<R>> statement, Runnable gathering) {
		this.exclusive = exclusive;
		this.statement = statement;
		this.gathering = gathering;
	}

	/** Runs the statement for what the caller brings, perhaps together with others. */
	public R submit(T brought) {
		Place<T, R> place = new Place<>(brought, exclusive.apply(brought));
		if (joins(place)) {
			place.turn.join();
		}
		if (!place.result.isDone()) {
			lead(place);
		}
		try {
			return place.result.join();
		}
		catch (CompletionException ex) {
			throw (ex.getCause() instanceof RuntimeException cause) ? cause : ex;
		}
	}

	private boolean joins(Place<T, R> place) {
		lock.lock();
		try {
			waiting.add(place);
			boolean joins = running;
			running = true;
			return joins;
		}
		finally {
			lock.unlock();
		}
	}

	private void lead(Place<T, R> leader) {
		List<Place<T, R>> round = List.of();
		try {
			if (underLoad()) {
				gathering.run();
			}
			round = next(leader);
			run(round);
		}
		finally {
			handOver();
			round.forEach((place) -> place.turn.complete(null));
		}
	}

	private boolean underLoad() {
		lock.lock();
		try {
			// Enough of them for a whole round need not wait
			return underLoad && waiting.size() < MAX_SIZE;
		}
		finally {
			lock.unlock();
		}
	}

	private List<Place<T, R>> next(Place<T, R> leader) {
		lock.lock();
		try {
			waiting.remove(leader);
			List<Place<T, R>> round = new ArrayList<>(List.of(leader));
			Set<Object> taken = new HashSet<>(leader.keys);
			Iterator<Place<T, R>> others = waiting.iterator();
			while (others.hasNext() && round.size() < MAX_SIZE) {
				Place<T, R> other = others.next();
				if (other.keys.stream().noneMatch(taken::contains)) {
					taken.addAll(other.keys);
					round.add(other);
					others.remove();
				}
			}
			underLoad = round.size() >= LOAD;
			return round;
		}
		finally {
			lock.unlock();
		}
	}

	private void handOver() {
		lock.lock();
		try {
			Place<T, R> next = waiting.peek();
			running = next != null;
			underLoad &= running;
			if (next != null) {
				next.turn.complete(null);
			}
		}
		finally {
			lock.unlock();
		}
	}

	private void run(List<Place<T, R>> round) {
		try {
			List<R> results = statement.apply(round.stream().map((place) -> place.brought).toList());
			for (int index = 0; index < round.size(); index++) {
				round.get(index).result.complete(results.get(index));
			}
		}
		catch (RuntimeException | Error ex) {
			if (round.size() > 1 && isUndone(ex)) {
				// One bad item fails alone
				round.forEach((place) -> run(List.of(place)));
			}
			else {
				round.forEach((place) -> place.result.completeExceptionally(ex));
			}
		}
	}

	private static boolean isUndone(Throwable failure) {
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			if (cause instanceof SQLException ex && ex.getSQLState() != null) {
				return UNDONE.contains(ex.getSQLState()) || UNDONE_CLASSES.contains(ex.getSQLState().substring(0, 2));
			}
		}
		return false;
	}

	/** A caller that waits: for its turn to lead, or for the round that it is part of. */
	private static final class Place<T, R extends @Nullable Object> {

		private final T brought;

		private final Set<Object> keys;

		private final CompletableFuture<@Nullable Void> turn = new CompletableFuture<>();

		private final CompletableFuture<R> result = new CompletableFuture<>();

		private Place(T brought, Set<Object> keys) {
			this.brought = brought;
			this.keys = keys;
		}

	}

}
