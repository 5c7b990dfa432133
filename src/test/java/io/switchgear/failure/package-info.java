/** Everything that can go wrong at a provider, and what the gateway makes of it. */
@NullMarked
package io.switchgear.failure;

import org.jspecify.annotations.NullMarked;
