/** What applies changes without a caller who waits, and sweeps up behind them. */
@NullMarked
package io.switchgear.change.background;

import org.jspecify.annotations.NullMarked;
