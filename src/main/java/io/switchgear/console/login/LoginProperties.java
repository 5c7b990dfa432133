package io.switchgear.console.login;

import java.util.Map;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How people log in to the console, beyond {@code spring.security.oauth2.client.*}.
 *
 * @param parameters sent to the issuer with each login, such as the {@code audience} or
 * {@code resource} that the token is for
 */
@ConfigurationProperties("switchgear.console.login")
record LoginProperties(@DefaultValue Map<String, String> parameters) {
}
