/** Measures the packaged gateway beside a peer that stores nothing. */
@NullMarked
package io.switchgear.benchmark;

import org.jspecify.annotations.NullMarked;
