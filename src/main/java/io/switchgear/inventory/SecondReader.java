package io.switchgear.inventory;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import io.switchgear.connector.IntegrationRef;
import io.switchgear.connector.Target;
import io.switchgear.integration.Observations;
import io.switchgear.outbound.Admittance;
import io.switchgear.outbound.CallScope;
import io.switchgear.problem.ProblemCode;
import io.switchgear.problem.ProblemException;
import io.switchgear.provider.Provider;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the integrations of a provider again that has no list. */
final class SecondReader {

	private static final Logger log = LoggerFactory.getLogger(SecondReader.class);

	private static final int STEP = 10;

	private final Provider provider;

	private final Duration every;

	private final Rereads rereads;

	private final Observations observations;

	private final Clock clock;

	SecondReader(Provider provider, Duration every, Rereads rereads, Observations observations, Clock clock) {
		this.provider = provider;
		this.every = every;
		this.rereads = rereads;
		this.observations = observations;
		this.clock = clock;
	}

	/** Reads some of those that are due. Returns false if there are none for now. */
	boolean readSome(Admittance admittance) {
		int due = rereads.due(provider.name(), every);
		if (due <= 0 || !admittance.enterOne()) {
			return false;
		}
		try {
			int most = admittance.paced(Math.min(due, STEP));
			List<String> taken = (most > 0) ? rereads.take(provider.name(), every, most) : List.of();
			taken.forEach((externalId) -> read(new IntegrationRef(provider.name(), externalId)));
			return !taken.isEmpty();
		}
		finally {
			admittance.leave(1);
		}
	}

	private void read(IntegrationRef ref) {
		Instant asked = clock.instant();
		try {
			observations.compare(ref, provider.read(new Target(ref, Map.of()),
					CallScope.inBackgroundUntil(asked.plus(provider.deadline())).reading()), asked);
		}
		catch (ProblemException ex) {
			if (ex.problem().code() == ProblemCode.PROVIDER_INTEGRATION_NOT_FOUND) {
				observations.missing(ref, asked);
			}
			else {
				log.debug("{} is read again next time: {}", ref, ex.problem().detail());
			}
		}
	}

}
