/** The HTTP edge of integrations and changes. */
@NullMarked
package io.switchgear.integration.web;

import org.jspecify.annotations.NullMarked;
