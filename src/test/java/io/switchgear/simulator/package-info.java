/**
 * Stand-ins for Whisk Studio and RootFi that follow the providers' own pages, hold state
 * and fail on command.
 */
@NullMarked
package io.switchgear.simulator;

import org.jspecify.annotations.NullMarked;
