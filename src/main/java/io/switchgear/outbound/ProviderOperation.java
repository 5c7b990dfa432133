package io.switchgear.outbound;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What the stack has to know of a provider's operation. The HTTP verb says nothing about
 * it.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface ProviderOperation {

	/** Name in metrics and traces. */
	String value();

	/**
	 * Whether the operation may be sent again when the provider may already have acted on
	 * it.
	 */
	boolean repeatable();

	/**
	 * Whether the operation only reads, so that an answer that got lost leaves nothing in
	 * doubt.
	 */
	boolean reads() default false;

	/** Whether the answer is a list, which may be larger than other answers. */
	boolean lists() default false;

	/**
	 * Whether the answer is a list that is imported. One is read at a time, and nobody
	 * waits for it, so it may be larger still.
	 */
	boolean imports() default false;

}
