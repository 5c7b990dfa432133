/** What the database knows of changes, and how they go from one state to another. */
@NullMarked
package io.switchgear.change.store;

import org.jspecify.annotations.NullMarked;
