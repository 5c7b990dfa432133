/** The HTTP edge of integrations. */
@NullMarked
package io.switchgear.integration.web;

import org.jspecify.annotations.NullMarked;
