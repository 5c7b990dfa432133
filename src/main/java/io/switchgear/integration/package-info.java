/** What is known of integrations. */
@ApplicationModule(allowedDependencies = { "connector", "credential", "jdbc", "problem" })
@NullMarked
package io.switchgear.integration;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
