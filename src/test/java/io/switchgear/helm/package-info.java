/** The Helm chart, linted and rendered without a cluster. */
@NullMarked
package io.switchgear.helm;

import org.jspecify.annotations.NullMarked;
