package io.switchgear.event;

import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * What an event is about.
 *
 * @param kind what the stream calls it
 * @param provider whose readers are told
 * @param externalId the integration; null if it is about none
 * @param batch the batch; null if it is about none
 */
public record EventSubject(String kind, String provider, @Nullable String externalId, @Nullable UUID batch) {
}
