package io.switchgear.summary;

import io.switchgear.provider.health.HealthBoard;
import io.switchgear.provider.HoldBoard;

/** How providers are doing. */
record Situation(HealthBoard health, HoldBoard holds) {
}
