/**
 * The pages for operators: serves them, lets people log in, and hands their calls to the
 * API with the token of their session.
 */
@ApplicationModule(allowedDependencies = { "event", "security", "http", "credential", "jdbc", "problem" })
@NullMarked
package io.switchgear.console;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
