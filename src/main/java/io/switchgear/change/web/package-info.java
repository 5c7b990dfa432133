/** The HTTP edge of integrations and changes. */
@NullMarked
package io.switchgear.change.web;

import org.jspecify.annotations.NullMarked;
