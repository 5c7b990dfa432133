/** The contract a provider connector fulfils, and the registry of configured ones. */
@NullMarked
package io.switchgear.connector;

import org.jspecify.annotations.NullMarked;
