package io.switchgear.event.web;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

import io.switchgear.change.web.ChangeView;
import io.switchgear.event.ChangeEvent;
import io.switchgear.event.ChangeEvents;
import io.switchgear.event.Event;
import io.switchgear.event.EventFilter;
import io.switchgear.event.OtherEvent;
import io.switchgear.problem.Problem;
import io.switchgear.problem.ProblemCode;
import io.switchgear.problem.ProblemException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Open streams of events, each with a virtual thread that reads the change log for it.
 * None is endless: a reader that reconnects shows a token that is still good, and may
 * come to another replica.
 */
@Component
class EventStreams implements SmartLifecycle {

	private static final Logger log = LoggerFactory.getLogger(EventStreams.class);

	private static final Duration PAUSE = Duration.ofMillis(500);

	// Some proxies end connections on which nothing happens for a minute.
	private static final int PAUSES_BETWEEN_SIGNS_OF_LIFE = 30;

	// Of all readers at once, where a replica ends.
	private static final Duration RECONNECT = Duration.ofSeconds(2);

	private static final Duration LONGEST = Duration.ofMinutes(15);

	private static final int MAX_AT_ONCE = 200;

	private static final Duration PAUSE_OF_WHO_IS_REFUSED = Duration.ofSeconds(5);

	private final Semaphore places = new Semaphore(MAX_AT_ONCE);

	private final Clock clock;

	private final Set<SseEmitter> open = ConcurrentHashMap.newKeySet();

	private volatile boolean running;

	EventStreams(Clock clock) {
		this.clock = clock;
	}

	/**
	 * Opens a stream that ends at that time, or before.
	 * @param until null: when it has lasted long enough
	 * @param goesOn asked while it is open; it ends if this is false
	 * @throws ProblemException with {@code gateway.busy} if too many are open
	 */
	SseEmitter open(ChangeEvents.Reader reader, EventFilter filter, @Nullable Instant until, BooleanSupplier goesOn) {
		if (!places.tryAcquire()) {
			throw Problem.of(ProblemCode.GATEWAY_BUSY, "This replica has as many readers of events as it takes")
				.withRetryAfter(PAUSE_OF_WHO_IS_REFUSED)
				.asException();
		}
		Instant latest = clock.instant().plus(LONGEST);
		Instant end = (until != null && until.isBefore(latest)) ? until : latest;
		SseEmitter emitter = new SseEmitter(0L);
		open.add(emitter);
		emitter.onCompletion(() -> open.remove(emitter));
		emitter.onError((error) -> open.remove(emitter));
		BooleanSupplier wanted = () -> running && open.contains(emitter) && clock.instant().isBefore(end)
				&& goesOn.getAsBoolean();
		Thread.ofVirtual().name("events").start(() -> feed(emitter, reader, filter, wanted));
		return emitter;
	}

	private void feed(SseEmitter emitter, ChangeEvents.Reader reader, EventFilter filter, BooleanSupplier wanted) {
		try {
			emitter.send(SseEmitter.event().comment("open").reconnectTime(RECONNECT.toMillis()));
			int quiet = 0;
			while (wanted.getAsBoolean()) {
				List<Event> events = reader.next(filter);
				for (Event event : events) {
					emitter.send(framed(event));
				}
				quiet = events.isEmpty() ? quiet + 1 : 0;
				if (quiet >= PAUSES_BETWEEN_SIGNS_OF_LIFE) {
					// Not a comment, which a script in a browser does not see
					emitter.send(SseEmitter.event().name("alive").data(""));
					quiet = 0;
				}
				if (events.isEmpty() && !reader.hasMore()) {
					LockSupport.parkNanos(PAUSE.toNanos());
				}
			}
			emitter.complete();
		}
		catch (IOException | IllegalStateException ex) {
			log.debug("A reader of events is gone: {}", ex.getMessage());
		}
		catch (ProblemException ex) {
			// The reader reconnects, and is told why.
			log.info("A stream of events ends: {}", ex.getMessage());
			emitter.complete();
		}
		catch (DataAccessException | TransactionException ex) {
			// The reader reconnects, and goes on where it was.
			log.warn("A stream of events ends, since the database cannot be read: {}", ex.getMessage());
			emitter.complete();
		}
		catch (RuntimeException ex) {
			log.error("A stream of events met a defect", ex);
			emitter.completeWithError(ex);
		}
		finally {
			open.remove(emitter);
			places.release();
		}
	}

	private static SseEmitter.SseEventBuilder framed(Event event) {
		SseEmitter.SseEventBuilder frame = SseEmitter.event().id(event.position());
		return switch (event) {
			case ChangeEvent told -> frame.name("change").data(ChangeView.of(told.change(), told.version()));
			case OtherEvent told -> frame.name(told.subject().kind()).data(told.data());
		};
	}

	@Override
	public void start() {
		running = true;
	}

	/**
	 * Before the web server, which would wait for open streams. Each is ended by its own
	 * thread, within a moment: to end one from here would be to wait for a reader that
	 * does not read.
	 */
	@Override
	public void stop() {
		running = false;
	}

	@Override
	public boolean isRunning() {
		return running;
	}

}
