/** The same change for many integrations. */
@ApplicationModule(allowedDependencies = { "change", "change :: guard", "change :: revert", "change :: views", "connector",
		"http", "idempotency", "integration", "integration :: views", "jdbc", "observation", "problem", "provider",
		"security" })
@NullMarked
package io.switchgear.batch;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
