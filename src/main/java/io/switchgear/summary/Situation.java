package io.switchgear.summary;

import io.switchgear.provider.HoldBoard;
import io.switchgear.provider.health.HealthBoard;

/** How providers are doing. */
record Situation(HealthBoard health, HoldBoard holds) {
}
