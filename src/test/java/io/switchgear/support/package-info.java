/** What tests run against: a database, tokens, and the simulated providers. */
@NullMarked
package io.switchgear.support;

import org.jspecify.annotations.NullMarked;
