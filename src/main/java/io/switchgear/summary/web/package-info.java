/** The HTTP edge of the summary. */
@NullMarked
package io.switchgear.summary.web;

import org.jspecify.annotations.NullMarked;
