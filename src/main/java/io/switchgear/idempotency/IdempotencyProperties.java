package io.switchgear.idempotency;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How idempotency keys are kept.
 *
 * @param retention how long a repeat gets the first answer
 */
@ConfigurationProperties("switchgear.idempotency")
record IdempotencyProperties(@DefaultValue("24h") Duration retention) {
}
