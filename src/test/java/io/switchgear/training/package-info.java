/**
 * What the image build trains the AOT cache with: a gateway that serves the usual
 * requests.
 */
@NullMarked
package io.switchgear.training;

import org.jspecify.annotations.NullMarked;
