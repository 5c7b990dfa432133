/** How changes are taken back, unless others have changed the same since. */
@NamedInterface("revert")
@NullMarked
package io.switchgear.change.revert;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
