package io.switchgear.inventory;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.switchgear.connector.ListedIntegration;
import io.switchgear.integration.Observations;
import io.switchgear.inventory.ImportTable.Reading;
import io.switchgear.outbound.CallScope;
import io.switchgear.problem.Problem;
import io.switchgear.problem.ProblemCode;
import io.switchgear.problem.ProblemException;
import io.switchgear.provider.Provider;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * Reads the list of a provider page by page and writes down what it says. Each page may
 * be read again, by this replica or another one.
 */
final class ListReader {

	private static final Logger log = LoggerFactory.getLogger(ListReader.class);

	/** How much longer a lease is than the deadline of a call. */
	private static final Duration LEASE_MARGIN = Duration.ofSeconds(10);

	private static final int STEP = 500;

	/** Ends the reading of a list that has no end. */
	private static final int MAX_PAGES = 100_000;

	// The provider, or whoever runs the gateway, wants to be left alone for a while
	private static final Set<ProblemCode> PASSING = EnumSet.of(ProblemCode.PROVIDER_ON_HOLD,
			ProblemCode.PROVIDER_CIRCUIT_OPEN, ProblemCode.PROVIDER_BUSY, ProblemCode.PROVIDER_RATE_LIMITED);

	private final Provider provider;

	private final ImportTable table;

	private final Observations observations;

	private final Clock clock;

	ListReader(Provider provider, ImportTable table, Observations observations, Clock clock) {
		this.provider = provider;
		this.table = table;
		this.observations = observations;
		this.clock = clock;
	}

	/** Takes on the list if it is to be read and nobody is at it. */
	Optional<Reading> take() {
		return table.take(provider.name(), provider.deadline().plus(LEASE_MARGIN));
	}

	/**
	 * Reads a page. Returns what is left to be read; empty if this replica is to go on no
	 * further for now.
	 */
	Optional<Reading> readPage(Reading reading) {
		try {
			Optional<String> next = page(reading);
			if (next.isEmpty()) {
				table.complete(reading, clock.instant());
				return Optional.empty();
			}
			String cursor = checked(next.get(), reading);
			return table.turnPage(reading, cursor) ? Optional.of(reading.at(cursor)) : Optional.empty();
		}
		catch (LeaseLost ex) {
			log.info("Another replica reads the list of {}", provider.name());
		}
		catch (ProblemException ex) {
			end(reading, ex.problem());
		}
		catch (DataAccessException | TransactionException ex) {
			releaseAfter(ex, reading);
			throw ex;
		}
		catch (RuntimeException ex) {
			log.error("Reading the list of {} met a defect", provider.name(), ex);
			end(reading, Problem.of(ProblemCode.GATEWAY_INTERNAL, "The gateway failed while reading the list"));
		}
		return Optional.empty();
	}

	void release(Reading reading) {
		table.release(reading);
	}

	/** Otherwise nobody would go on until the lease runs out. */
	private void releaseAfter(RuntimeException failure, Reading reading) {
		try {
			table.release(reading);
		}
		catch (DataAccessException | TransactionException ex) {
			failure.addSuppressed(ex);
		}
	}

	private void end(Reading reading, Problem problem) {
		if (PASSING.contains(problem.code())) {
			log.debug("The list of {} is read on later: {}", provider.name(), problem.detail());
			table.release(reading);
			return;
		}
		log.warn("The list of {} cannot be read: {}", provider.name(), problem.detail());
		table.fail(reading, problem.body(null, null), clock.instant());
	}

	private Optional<String> page(Reading reading) {
		Instant asked = clock.instant();
		List<ListedIntegration> found = new ArrayList<>();
		Optional<String> next = provider.list(reading.cursor(), (listed) -> {
			found.add(listed);
			if (found.size() == STEP) {
				write(reading, found, asked);
			}
		}, CallScope.inBackgroundUntil(asked.plus(provider.deadline())).reading());
		write(reading, found, asked);
		return next;
	}

	/** What is written of integrations is true whoever has the lease. */
	private void write(Reading reading, List<ListedIntegration> found, Instant asked) {
		observations.addListed(provider.name(), found, asked);
		if (!table.listed(reading, found.stream().map(ListedIntegration::externalId).toList())) {
			throw new LeaseLost();
		}
		found.clear();
	}

	private String checked(String next, Reading reading) {
		if (next.equals(reading.cursor()) || reading.pages() >= MAX_PAGES) {
			throw Problem
				.of(ProblemCode.PROVIDER_INVALID_RESPONSE, "The list of %s has no end".formatted(provider.name()))
				.asException();
		}
		return next;
	}

	/** Another replica has taken the reading on. */
	private static final class LeaseLost extends RuntimeException {

		private static final long serialVersionUID = 1L;

	}

}
