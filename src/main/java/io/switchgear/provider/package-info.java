/** The configured providers: what they are asked, how each is doing, and holds. */
@ApplicationModule(allowedDependencies = { "connector", "connector :: http", "credential", "http", "idempotency",
		"jdbc", "observation", "outbound", "problem", "security" })
@NullMarked
package io.switchgear.provider;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
