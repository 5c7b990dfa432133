package io.switchgear.observation;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import org.slf4j.LoggerFactory;
import org.springframework.boot.logging.logback.StructuredLogEncoder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the gateway itself logs while this is open, in the form it has with
 * {@code logging.structured.format.console=ecs}.
 */
final class JsonLog extends AppenderBase<ILoggingEvent> implements AutoCloseable {

	private final Logger logger = (Logger) LoggerFactory.getLogger("io.switchgear");

	private final StructuredLogEncoder encoder = new StructuredLogEncoder();

	private final List<String> lines = new CopyOnWriteArrayList<>();

	@SuppressWarnings("this-escape") // it only starts to listen once it is complete
	JsonLog() {
		encoder.setContext(logger.getLoggerContext());
		encoder.setFormat("ecs");
		encoder.start();
		setContext(logger.getLoggerContext());
		start();
		logger.addAppender(this);
	}

	/** Those of one logger. */
	List<JsonNode> of(String name) {
		return lines.stream()
			.map(JsonMapper.shared()::readTree)
			.filter((line) -> line.at("/log/logger").stringValue("").equals(name))
			.toList();
	}

	String text() {
		return String.join("", lines);
	}

	@Override
	protected void append(ILoggingEvent event) {
		lines.add(new String(encoder.encode(event), StandardCharsets.UTF_8));
	}

	@Override
	public void close() {
		logger.detachAppender(this);
		stop();
	}

}
