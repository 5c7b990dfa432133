package io.switchgear.provider;

import java.util.Map;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The configured providers.
 *
 * @param providers by the name that paths and Resilience4j instances use
 */
@ConfigurationProperties("switchgear")
record ProvidersProperties(@DefaultValue Map<String, ProviderProperties> providers) {
}
