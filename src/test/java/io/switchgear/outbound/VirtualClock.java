package io.switchgear.outbound;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;

import reactor.core.scheduler.Scheduler;

/** Shows the time of a scheduler, in UTC. */
final class VirtualClock extends Clock {

	private final Scheduler scheduler;

	VirtualClock(Scheduler scheduler) {
		this.scheduler = scheduler;
	}

	@Override
	public ZoneId getZone() {
		return ZoneOffset.UTC;
	}

	@Override
	public Clock withZone(ZoneId zone) {
		throw new UnsupportedOperationException("This clock knows UTC only");
	}

	@Override
	public Instant instant() {
		return Instant.EPOCH.plusNanos(scheduler.now(TimeUnit.NANOSECONDS));
	}

}
