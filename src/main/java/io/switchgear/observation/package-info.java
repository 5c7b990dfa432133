/** What can be measured and traced here, listed once. */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package io.switchgear.observation;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
