/** Providers by description: a file says how to call an API of the usual kind. */
@NamedInterface("http")
@NullMarked
package io.switchgear.connector.http;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
