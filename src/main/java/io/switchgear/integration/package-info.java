/** The heart: integrations, their changes, and what applies them. */
@ApplicationModule(allowedDependencies = { "connector", "credential", "idempotency", "observation", "outbound",
		"problem", "security" })
@NullMarked
package io.switchgear.integration;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
