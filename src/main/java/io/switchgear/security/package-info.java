/** Who is calling, and what they may do. */
@ApplicationModule(allowedDependencies = "problem")
@NullMarked
package io.switchgear.security;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
