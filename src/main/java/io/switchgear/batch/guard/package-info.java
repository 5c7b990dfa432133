/** What bounds a batch: its errors, how many items are applied at once, and its time. */
@NullMarked
package io.switchgear.batch.guard;

import org.jspecify.annotations.NullMarked;
