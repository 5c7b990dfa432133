/** How the providers are doing, seen from all replicas. */
@NamedInterface("health")
@NullMarked
package io.switchgear.provider.health;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
