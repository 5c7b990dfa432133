package io.switchgear.benchmark;

/** The requests that a load sends: whole, as they go over the wire. */
interface Requests {

	/** The next one of that connection, numbered from 0. */
	byte[] next(int connection);

}
