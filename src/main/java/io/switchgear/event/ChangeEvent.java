package io.switchgear.event;

import io.switchgear.change.Change;
import org.jspecify.annotations.Nullable;

/**
 * A state that a change went through.
 *
 * @param position where a reader resumes that has seen this one
 * @param change as it was then
 * @param version which the integration got with it; null if it was forgotten with it
 */
public record ChangeEvent(String position, Change change, @Nullable Long version) implements Event {

	@Override
	public EventSubject subject() {
		return new EventSubject(EventKind.CHANGE.wireName(), change.integration().provider(),
				change.integration().externalId(), change.batch());
	}

}
