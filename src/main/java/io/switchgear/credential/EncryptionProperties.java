package io.switchgear.credential;

import java.nio.file.Path;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How credentials are encrypted at rest.
 *
 * @param keyset Tink keyset as cleartext JSON with AES-256-GCM keys
 * @param keysetFile file that holds the same, in place of {@code keyset}
 */
@ConfigurationProperties("switchgear.encryption")
record EncryptionProperties(@Nullable Secret keyset, @Nullable Path keysetFile) {
}
