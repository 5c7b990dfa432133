/** What can be measured and traced here, listed once. */
@NullMarked
package io.switchgear.observation;

import org.jspecify.annotations.NullMarked;
