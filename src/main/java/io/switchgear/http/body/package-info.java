/** How much of a body is read, and for how long. */
@NullMarked
package io.switchgear.http.body;

import org.jspecify.annotations.NullMarked;
