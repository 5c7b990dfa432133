/** Batches that take back other ones. */
@NullMarked
package io.switchgear.batch.revert;

import org.jspecify.annotations.NullMarked;
