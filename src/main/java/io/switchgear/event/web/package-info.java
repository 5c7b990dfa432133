/** Streams of events. */
@NullMarked
package io.switchgear.event.web;

import org.jspecify.annotations.NullMarked;
