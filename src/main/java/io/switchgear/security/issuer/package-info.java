/** Where the keys come from that tokens are checked with. */
@NullMarked
package io.switchgear.security.issuer;

import org.jspecify.annotations.NullMarked;
