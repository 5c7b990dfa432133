/**
 * What every connector has to fulfil, as tests that a connector inherits by its
 * capabilities.
 */
@NullMarked
package io.switchgear.contract;

import org.jspecify.annotations.NullMarked;
