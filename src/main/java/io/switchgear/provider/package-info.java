/** The catalogue of configured providers and how each is doing. */
@ApplicationModule(
		allowedDependencies = { "connector", "idempotency", "observation", "outbound", "problem", "security" })
@NullMarked
package io.switchgear.provider;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
