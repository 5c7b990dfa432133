package io.switchgear.event;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * What happened without a change.
 *
 * @param position where a reader resumes that has seen this one
 * @param data all that it says, in the form of the API
 */
public record OtherEvent(String position, EventSubject subject, Map<String, @Nullable Object> data) implements Event {
}
