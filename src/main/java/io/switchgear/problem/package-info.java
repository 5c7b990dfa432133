/** Every error code, and what is said of what went wrong. */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package io.switchgear.problem;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
