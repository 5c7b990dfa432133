/** The HTTP edge of inventories. */
@NullMarked
package io.switchgear.inventory.web;

import org.jspecify.annotations.NullMarked;
