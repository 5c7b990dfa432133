package io.switchgear.event.web;

import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.switchgear.connector.IntegrationRef;
import io.switchgear.event.ChangeEvents;
import io.switchgear.event.EventFilter;
import io.switchgear.event.EventKind;
import io.switchgear.event.OpenWhile;
import io.switchgear.http.Parameters;
import io.switchgear.problem.Problem;
import io.switchgear.provider.Providers;
import io.switchgear.security.Caller;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Streams what happens to integrations. */
@Tag(name = "Changes")
@RestController
class EventController {

	// nginx, and others that took this over from it, would hold back what a stream sends.
	private static final String UNBUFFERED = "X-Accel-Buffering";

	private final ChangeEvents events;

	private final Providers providers;

	private final EventStreams streams;

	private final Clock clock;

	EventController(ChangeEvents events, Providers providers, EventStreams streams, Clock clock) {
		this.events = events;
		this.providers = providers;
		this.streams = streams;
		this.clock = clock;
	}

	@Operation(operationId = "streamEvents", summary = "Stream events",
			description = "Server-sent events in one order. An event named `change` comes for each state of a change; its "
					+ "data is the change in that state. An event named `integration` comes if the provider turns out to "
					+ "have an integration otherwise than was asked for (`sync` is `drifted`), or no longer does. "
					+ "An event named `hold` comes if a provider is put on hold, and if that is lifted. "
					+ "An event named `batch` comes at most once a second for each provider of a batch, if the batch has come further there. "
					+ "Ignore events with other names. A reader that reconnects with `Last-Event-ID`, to any replica, misses no event.")
	@ApiResponse(responseCode = "200", description = "A stream that ends when the token expires, or after 15 minutes",
			content = @Content(schema = @Schema(type = "string")))
	@GetMapping(path = "/v1/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
	ResponseEntity<SseEmitter> stream(@RequestParam(required = false) @Nullable String provider,
			@Parameter(schema = @Schema(implementation = EventKind.class),
					description = "Only events with this name") @RequestParam(required = false) @Nullable String kind,
			@Parameter(description = "Only events of this integration, `provider/id`") @RequestParam(
					required = false) @Nullable String integration,
			@Parameter(description = "Only events of this batch and of its changes") @RequestParam(
					required = false) @Nullable UUID batch,
			@Parameter(description = "The id of the last event that was read") @RequestHeader(name = "Last-Event-ID",
					required = false) @Nullable String lastEventId,
			Caller caller, HttpServletRequest request) throws HttpRequestMethodNotSupportedException {
		// Spring sends HEAD here too, and the container throws away what a stream of it
		// writes: its end would never be seen.
		if (!HttpMethod.GET.matches(request.getMethod())) {
			throw new HttpRequestMethodNotSupportedException(request.getMethod(), List.of(HttpMethod.GET.name()));
		}
		caller.requireUnexpired(clock.instant());
		EventFilter wanted = new EventFilter(wanted(provider, caller), Parameters.oneOf("kind", kind, EventKind.class),
				(integration != null) ? ref(integration) : null, batch);
		SseEmitter stream = streams.open((lastEventId != null) ? events.after(lastEventId) : events.fromNow(), wanted,
				caller.until(), OpenWhile.of(request));
		return ResponseEntity.ok().header(UNBUFFERED, "no").body(stream);
	}

	private IntegrationRef ref(String integration) {
		IntegrationRef ref = IntegrationRef.parse(integration)
			.orElseThrow(() -> Problem.invalid("integration", "must be of the form provider/id").asException());
		return providers.get(ref.provider()).ref(ref.externalId());
	}

	private @Nullable Set<String> wanted(@Nullable String provider, Caller caller) {
		if (provider == null) {
			return caller.readable();
		}
		String name = providers.get(provider).name();
		caller.requireRead(name);
		return Set.of(name);
	}

}
