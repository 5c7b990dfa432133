package io.switchgear.outbound;

/**
 * What was handed to the network for one logical call.
 *
 * @param attempts how often a write was sent
 * @param requests how many requests of any kind were sent, reads included
 */
public record Sent(int attempts, int requests) {

	public static final Sent NOTHING = new Sent(0, 0);

	Sent andOne(boolean reads) {
		return new Sent(attempts + (reads ? 0 : 1), requests + 1);
	}

}
