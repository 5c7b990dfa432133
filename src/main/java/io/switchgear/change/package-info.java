/** The heart: how a change is accepted, applied and ended. */
@ApplicationModule(allowedDependencies = { "connector", "credential", "http", "idempotency", "integration",
		"integration :: views", "jdbc", "observation", "outbound", "problem", "provider", "security" })
@NullMarked
package io.switchgear.change;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
