/** Repeats of a request that get the first one's answer. */
@ApplicationModule(allowedDependencies = { "credential", "jdbc", "problem" })
@NullMarked
package io.switchgear.idempotency;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
