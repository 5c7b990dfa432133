/** The description of the API for people and for generators of clients. */
@NullMarked
package io.switchgear.openapi;

import org.jspecify.annotations.NullMarked;
