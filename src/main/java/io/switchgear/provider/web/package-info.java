/** The HTTP edge of the provider catalogue. */
@NullMarked
package io.switchgear.provider.web;

import org.jspecify.annotations.NullMarked;
