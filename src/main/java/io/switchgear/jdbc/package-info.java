/** What all stores have in common. */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package io.switchgear.jdbc;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
