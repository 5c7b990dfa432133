/** The image, run by a Docker engine. Without one these tests are skipped. */
@NullMarked
package io.switchgear.container;

import org.jspecify.annotations.NullMarked;
