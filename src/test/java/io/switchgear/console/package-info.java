/** The console, as browsers and proxies see it. */
@NullMarked
package io.switchgear.console;

import org.jspecify.annotations.NullMarked;
