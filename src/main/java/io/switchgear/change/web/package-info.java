/** The HTTP edge of writes to integrations, and of changes. */
@NullMarked
package io.switchgear.change.web;

import org.jspecify.annotations.NullMarked;
