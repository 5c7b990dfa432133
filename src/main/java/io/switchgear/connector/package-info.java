/** The contract a provider connector fulfils, and the registry of configured ones. */
@ApplicationModule(allowedDependencies = { "credential", "outbound", "problem" })
@NullMarked
package io.switchgear.connector;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
