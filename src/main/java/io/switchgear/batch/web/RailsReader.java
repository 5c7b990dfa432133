package io.switchgear.batch.web;

import java.time.Clock;
import java.time.Instant;
import java.util.Set;

import io.switchgear.batch.Batches;
import io.switchgear.batch.guard.MaxErrors;
import io.switchgear.batch.guard.OnTooManyErrors;
import io.switchgear.batch.guard.Rails;
import io.switchgear.http.BodyMembers;
import io.switchgear.jdbc.Columns;
import io.switchgear.problem.Problem;
import io.switchgear.problem.ProblemException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Reads the members of a batch that bound it. */
@Component
class RailsReader {

	static final Set<String> MEMBERS = Set.of("maxErrors", "minItems", "maxConcurrency", "notBefore",
			"onTooManyErrors");

	private final Clock clock;

	RailsReader(Clock clock) {
		this.clock = clock;
	}

	/** Has to be followed by {@link BodyMembers#refuseErrors}. */
	Rails read(BodyMembers members, JsonNode body) {
		MaxErrors maxErrors = maxErrors(members, body.path("maxErrors"));
		Integer minItems = members.number("minItems", 1, Batches.MAX_ITEMS);
		if (minItems != null && (maxErrors == null || !maxErrors.percent())) {
			members.wrong("minItems", "needs maxErrors to be a percentage");
		}
		OnTooManyErrors then = members.oneOf("onTooManyErrors", OnTooManyErrors.class);
		if (then != null && maxErrors == null) {
			members.wrong("onTooManyErrors", "needs maxErrors");
		}
		return new Rails(maxErrors, minItems, members.number("maxConcurrency", 1, Batches.MAX_ITEMS),
				notBefore(members), then);
	}

	/**
	 * Refuses a guard that would never count.
	 * @throws ProblemException with {@code request.invalid}
	 */
	static Rails fitting(Rails rails, int items) {
		if (rails.minItems() != null && rails.minItems() > items) {
			throw Problem.invalid("/minItems", "must not be more than the %d items of the batch".formatted(items))
				.asException();
		}
		return rails;
	}

	private static @Nullable MaxErrors maxErrors(BodyMembers members, JsonNode given) {
		if (!given.isString()) {
			Integer number = members.number("maxErrors", 0, Batches.MAX_ITEMS);
			return (number != null) ? new MaxErrors(number, false) : null;
		}
		return MaxErrors.ofPercentage(given.stringValue()).orElseGet(() -> {
			members.wrong("maxErrors", "must be a whole number or a percentage from \"0%\" to \"100%\"");
			return null;
		});
	}

	private @Nullable Instant notBefore(BodyMembers members) {
		Instant now = Columns.now(clock);
		Instant notBefore = members.timeAhead("notBefore", now);
		return (notBefore != null && notBefore.isBefore(now)) ? now : notBefore;
	}

}
