package io.switchgear.simulator;

import java.time.Duration;

/**
 * What goes wrong with one request; where a request is not said to be applied, the
 * provider's state stays as it was.
 */
public sealed interface Fault {

	/** Nothing goes wrong: lets a request pass between others that do not. */
	static Fault none() {
		return new None();
	}

	static Answer answer(int status, String contentType, String body) {
		return new Answer(new Reply(status, contentType, body));
	}

	static Answer answer(int status) {
		return new Answer(new Reply(status, null, ""));
	}

	static Answer redirect(String location) {
		return answer(302).withHeader("Location", location);
	}

	/**
	 * The request is read and never answered; its connection is closed by {@code recover}
	 * at the latest.
	 */
	static Fault hang() {
		return new Hang();
	}

	/** The connection is reset as soon as the request's head is there. */
	static Fault resetBeforeReading() {
		return new ResetBeforeReading();
	}

	static Fault resetAfterReading() {
		return new ResetAfterReading();
	}

	static Fault applyThenReset() {
		return applyThen(resetAfterReading());
	}

	static Fault applyThenAnswer(int status, String contentType, String body) {
		return applyThen(answer(status, contentType, body));
	}

	static Fault applyThenHang() {
		return applyThen(hang());
	}

	/** The request is applied, but its own answer is lost to the given fault. */
	static Fault applyThen(Fault fault) {
		return new Applied(fault);
	}

	/** The request is applied at once and answered properly after the delay. */
	static Fault slowHeaders(Duration delay) {
		return new SlowHeaders(delay);
	}

	/** The request is applied and answered properly: head at once, body byte by byte. */
	static Fault drip(Duration perByte) {
		return new Drip(perByte);
	}

	/**
	 * The request is applied, and half of the proper answer's body is sent before the
	 * connection closes.
	 */
	static Fault truncated() {
		return new Truncated();
	}

	/** The request is answered properly, but an interim answer comes first. */
	static Fault interim(int status) {
		return new Interim(status);
	}

	/**
	 * The request is answered properly, but each object in the answer has a member that
	 * nobody has heard of.
	 */
	static Fault embellished() {
		return new Embellished();
	}

	/** Nothing goes wrong. */
	record None() implements Fault {
	}

	/** A scripted answer instead of the proper one. */
	record Answer(Reply reply) implements Fault {

		public Answer withHeader(String name, String value) {
			return new Answer(reply.withHeader(name, value));
		}

	}

	/** No answer. */
	record Hang() implements Fault {
	}

	/** A reset before the body is read. */
	record ResetBeforeReading() implements Fault {
	}

	/** A reset once the request is read. */
	record ResetAfterReading() implements Fault {
	}

	/** A fault that comes after the request was applied. */
	record Applied(Fault then) implements Fault {
	}

	/** A proper answer that starts late. */
	record SlowHeaders(Duration delay) implements Fault {
	}

	/** A proper answer that takes its time. */
	record Drip(Duration perByte) implements Fault {
	}

	/** A proper answer that says more than it used to. */
	record Embellished() implements Fault {
	}

	/** A proper answer after another that is none. */
	record Interim(int status) implements Fault {
	}

	/** A proper answer that breaks off. */
	record Truncated() implements Fault {
	}

}
