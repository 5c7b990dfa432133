package io.switchgear.console;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The pages for operators at {@code /console/}.
 *
 * @param enabled whether they are served
 * @param logoutUrl where logging out leads if a proxy logs people in, such as
 * {@code /oauth2/sign_out}
 */
@ConfigurationProperties("switchgear.console")
record ConsoleProperties(@DefaultValue("false") boolean enabled, @Nullable String logoutUrl) {
}
