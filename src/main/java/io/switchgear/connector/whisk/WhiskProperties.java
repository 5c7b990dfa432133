package io.switchgear.connector.whisk;

import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the Whisk connector, below {@code switchgear.providers.<name>}.
 *
 * @param verify whether each write is read back, since {@code 200 {}} proves nothing
 * @param authenticationScheme word before the key in the {@code Authorization} header;
 * sibling APIs of Whisk want {@code Token}
 */
record WhiskProperties(@DefaultValue("false") boolean verify, @DefaultValue("Bearer") String authenticationScheme) {
}
