/** The same change for many integrations. */
@NullMarked
package io.switchgear.batch;

import org.jspecify.annotations.NullMarked;
