package io.switchgear.outbound;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;

import reactor.core.scheduler.Scheduler;
import reactor.test.scheduler.VirtualTimeScheduler;

/** Time that passes when told to, for clocks and for what is scheduled. */
final class VirtualTime extends Clock {

	private final VirtualTimeScheduler scheduler = VirtualTimeScheduler.create();

	Scheduler scheduler() {
		return scheduler;
	}

	void pass(Duration time) {
		scheduler.advanceTimeBy(time);
	}

	@Override
	public Instant instant() {
		return Instant.ofEpochMilli(scheduler.now(TimeUnit.MILLISECONDS));
	}

	@Override
	public ZoneId getZone() {
		return ZoneOffset.UTC;
	}

	@Override
	public Clock withZone(ZoneId zone) {
		throw new UnsupportedOperationException();
	}

}
