/** The contract of connectors; each has a package of its own below. */
@ApplicationModule(allowedDependencies = { "credential", "outbound", "problem" })
@NullMarked
package io.switchgear.connector;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
