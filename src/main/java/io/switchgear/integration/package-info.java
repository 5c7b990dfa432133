/** What is known of integrations. */
@ApplicationModule(allowedDependencies = { "connector", "credential", "http", "jdbc", "outbound", "problem", "provider",
		"security" })
@NullMarked
package io.switchgear.integration;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
