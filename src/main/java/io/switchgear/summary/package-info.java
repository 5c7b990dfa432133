/** Counts of everything, for one look. */
@ApplicationModule(
		allowedDependencies = { "batch", "change", "jdbc", "outbound", "provider", "provider :: health", "security" })
@NullMarked
package io.switchgear.summary;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
