/** Secrets, in memory and at rest. */
@ApplicationModule(allowedDependencies = { "observation", "problem" })
@NullMarked
package io.switchgear.credential;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
