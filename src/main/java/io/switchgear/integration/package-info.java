/** The heart: integrations, their changes, and what applies them. */
@NullMarked
package io.switchgear.integration;

import org.jspecify.annotations.NullMarked;
