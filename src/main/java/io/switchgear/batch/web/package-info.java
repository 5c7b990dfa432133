/** The HTTP edge of batches. */
@NullMarked
package io.switchgear.batch.web;

import org.jspecify.annotations.NullMarked;
