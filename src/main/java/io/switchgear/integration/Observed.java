package io.switchgear.integration;

import java.time.Instant;

/** What the provider last said or confirmed, and when. */
public record Observed(boolean enabled, Instant at) {
}
