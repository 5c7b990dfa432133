/** How people log in at the issuer and out again, and how their tokens stay fresh. */
@NullMarked
package io.switchgear.console.login;

import org.jspecify.annotations.NullMarked;
