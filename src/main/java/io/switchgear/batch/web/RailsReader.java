package io.switchgear.batch.web;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

import io.switchgear.batch.Batches;
import io.switchgear.batch.guard.MaxErrors;
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

	static final Set<String> MEMBERS = Set.of("maxErrors", "minItems", "maxConcurrency", "notBefore");

	private static final Duration MAX_AHEAD = Duration.ofDays(366);

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
		return new Rails(maxErrors, minItems, members.number("maxConcurrency", 1, Batches.MAX_ITEMS),
				notBefore(members));
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
		Instant notBefore = members.time("notBefore");
		Instant now = Columns.now(clock);
		if (notBefore != null && notBefore.isAfter(now.plus(MAX_AHEAD))) {
			members.wrong("notBefore", "must be at most %d days ahead".formatted(MAX_AHEAD.toDays()));
		}
		return (notBefore != null && notBefore.isBefore(now)) ? now : notBefore;
	}

}
