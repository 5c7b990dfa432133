package io.switchgear.outbound;

/** Works for one provider, without anybody who waits for it, until it is stopped. */
public interface BackgroundLoop extends Runnable {

	/**
	 * Returns at once. What has been started is gone on with, and nothing else starts.
	 */
	void stop();

}
