/** What all calls have in common: reading requests, lists, and writing problem+json. */
@ApplicationModule(allowedDependencies = { "jdbc", "problem" })
@NullMarked
package io.switchgear.http;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
