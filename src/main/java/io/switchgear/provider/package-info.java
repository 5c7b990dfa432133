/** The catalogue of configured providers and how each is doing. */
@NullMarked
package io.switchgear.provider;

import org.jspecify.annotations.NullMarked;
