package io.switchgear.http;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the gateway ends.
 *
 * @param drain how long it goes on serving, while it closes each connection with its
 * answer; longer than callers leave between two requests on a kept connection
 */
@ConfigurationProperties("switchgear.shutdown")
record ShutdownProperties(@DefaultValue("3s") Duration drain) {
}
