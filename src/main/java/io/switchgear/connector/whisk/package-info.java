/** Whisk Studio. */
@NullMarked
package io.switchgear.connector.whisk;

import org.jspecify.annotations.NullMarked;
