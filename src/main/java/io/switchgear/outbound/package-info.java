/** The stack that every provider call passes. */
@ApplicationModule(allowedDependencies = { "credential", "observation", "problem" })
@NullMarked
package io.switchgear.outbound;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
