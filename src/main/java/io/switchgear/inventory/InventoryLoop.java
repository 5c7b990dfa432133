package io.switchgear.inventory;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.switchgear.inventory.ImportTable.Reading;
import io.switchgear.outbound.Admittance;
import io.switchgear.outbound.BackgroundLoop;
import io.switchgear.provider.Provider;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at one provider on this replica until it is stopped: begins imports that are due,
 * takes part in those that run, and reads integrations again that are due.
 */
final class InventoryLoop implements BackgroundLoop {

	private static final Logger log = LoggerFactory.getLogger(InventoryLoop.class);

	private static final Duration PAUSE = Duration.ofMillis(500);

	private static final Duration PAUSE_AFTER_DEFECT = Duration.ofSeconds(2);

	private final Provider provider;

	private final Imports imports;

	private final ListReader list;

	private final @Nullable SecondReader again;

	private final Admittance admittance;

	private final CountDownLatch stopped = new CountDownLatch(1);

	InventoryLoop(Provider provider, Imports imports, ListReader list, @Nullable SecondReader again,
			Admittance admittance) {
		this.provider = provider;
		this.imports = imports;
		this.list = list;
		this.again = again;
		this.admittance = admittance;
	}

	@Override
	public void run() {
		try {
			boolean ended = false;
			while (!ended) {
				ended = stopped.await(look().toNanos(), TimeUnit.NANOSECONDS);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/** Ends after the page or the integrations that it is at. */
	@Override
	public void stop() {
		stopped.countDown();
	}

	/** Says for how long there is nothing to do. */
	private Duration look() {
		try {
			Duration every = provider.looks().importEvery();
			if (every != null) {
				imports.beginIfDue(provider, every);
			}
			boolean more = (again != null) ? again.readSome(admittance) : readList();
			return more ? Duration.ZERO : admittance.pause(PAUSE);
		}
		catch (RuntimeException ex) {
			log.warn("The inventory of {} cannot be looked at: {}", provider.name(), ex.getMessage());
			return PAUSE_AFTER_DEFECT;
		}
	}

	/** Returns false if nothing is to be read now. */
	private boolean readList() {
		if (!admittance.enterOne()) {
			return false;
		}
		try {
			Optional<Reading> reading = list.take();
			boolean any = false;
			while (reading.isPresent()) {
				if (stopped.getCount() == 0 || admittance.paced(1) == 0) {
					list.release(reading.get());
					return false;
				}
				reading = list.readPage(reading.get());
				any = true;
			}
			return any;
		}
		finally {
			admittance.leave(1);
		}
	}

}
