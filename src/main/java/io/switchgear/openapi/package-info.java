/** The description of the API for people and for generators of clients. */
@ApplicationModule(allowedDependencies = { "problem", "security" })
@NullMarked
package io.switchgear.openapi;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
