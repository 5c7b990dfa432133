/** Descriptors: what their files say, checked and made ready for use. */
@NullMarked
package io.switchgear.connector.http.descriptor;

import org.jspecify.annotations.NullMarked;
