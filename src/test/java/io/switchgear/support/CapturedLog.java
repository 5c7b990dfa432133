package io.switchgear.support;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AppenderBase;
import org.slf4j.LoggerFactory;

/**
 * What is logged while this is open, from DEBUG up where the settings allow it; kept from
 * the console, which it would flood.
 */
public final class CapturedLog implements AutoCloseable {

	private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);

	private final Level level = root.getLevel();

	private final List<Appender<ILoggingEvent>> others = new ArrayList<>();

	// Written to while it is read
	private final Queue<ILoggingEvent> seen = new ConcurrentLinkedQueue<>();

	private final Appender<ILoggingEvent> events = new AppenderBase<>() {

		@Override
		protected void append(ILoggingEvent event) {
			// Takes down the name of the thread
			event.prepareForDeferredProcessing();
			seen.add(event);
		}

	};

	private CapturedLog() {
		root.iteratorForAppenders().forEachRemaining(others::add);
		others.forEach(root::detachAppender);
		events.start();
		root.addAppender(events);
		root.setLevel(Level.DEBUG);
	}

	public static CapturedLog fromDebugUp() {
		return new CapturedLog();
	}

	/** Messages and stack traces, one after another. */
	public String text() {
		return seen.stream()
			.map((event) -> event.getLoggerName() + ": " + event.getFormattedMessage() + "\n"
					+ ((event.getThrowableProxy() != null) ? ThrowableProxyUtil.asString(event.getThrowableProxy())
							: ""))
			.collect(Collectors.joining("\n"));
	}

	/** What a logger said on the threads that serve requests. */
	public List<String> ofRequests(Class<?> logger) {
		return seen.stream()
			.filter((event) -> event.getLoggerName().equals(logger.getName()))
			.filter((event) -> event.getThreadName().startsWith("tomcat-handler"))
			.map(ILoggingEvent::getFormattedMessage)
			.toList();
	}

	@Override
	public void close() {
		root.setLevel(level);
		root.detachAppender(events);
		others.forEach(root::addAppender);
	}

}
