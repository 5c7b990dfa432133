/**
 * Every error code, what reads requests and finds fault, and the one place that writes
 * problem+json.
 */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package io.switchgear.problem;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
