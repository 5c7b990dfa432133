/** The same change for many integrations. */
@ApplicationModule(allowedDependencies = { "connector", "idempotency", "integration", "integration :: lists",
		"observation", "problem", "security" })
@NullMarked
package io.switchgear.batch;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
