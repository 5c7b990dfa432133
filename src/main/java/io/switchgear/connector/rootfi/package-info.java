/** RootFi. */
@NullMarked
package io.switchgear.connector.rootfi;

import org.jspecify.annotations.NullMarked;
