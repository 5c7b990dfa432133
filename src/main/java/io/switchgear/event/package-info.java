/** The changes, and what else happened, in the order of their commits. */
@ApplicationModule(allowedDependencies = { "change", "change :: rows", "change :: views", "connector", "http", "jdbc",
		"problem", "provider", "security" })
@NullMarked
package io.switchgear.event;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
