/** Secrets, in memory and at rest. */
@NullMarked
package io.switchgear.credential;

import org.jspecify.annotations.NullMarked;
