/**
 * Lists and reads providers again, so that what is known of their integrations is
 * complete and true.
 */
@ApplicationModule(allowedDependencies = { "connector", "http", "idempotency", "integration", "jdbc", "observation",
		"outbound", "problem", "provider", "security" })
@NullMarked
package io.switchgear.inventory;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
