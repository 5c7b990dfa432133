package io.switchgear.batch;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How batches are carried out. Their rate is set for each provider under
 * {@code resilience4j.ratelimiter}.
 *
 * @param patience how long an item is tried before it fails
 * @param retention how long batches stay; not shorter than the history of their changes
 */
@ConfigurationProperties("switchgear.batches")
record BatchProperties(@DefaultValue("24h") Duration patience, @DefaultValue("400d") Duration retention) {
}
