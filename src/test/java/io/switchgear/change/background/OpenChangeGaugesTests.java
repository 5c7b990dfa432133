package io.switchgear.change.background;

import java.time.Duration;
import java.time.Instant;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.switchgear.change.Change;
import io.switchgear.change.OpenCounts;
import io.switchgear.change.Tables;
import io.switchgear.change.apply.Outcomes;
import io.switchgear.change.store.Begun;
import io.switchgear.connector.IntegrationRef;
import io.switchgear.integration.Patch;
import io.switchgear.outbound.Sent;
import io.switchgear.problem.Problem;
import io.switchgear.problem.ProblemCode;
import io.switchgear.provider.ProvidersOf;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** How old open changes are for whoever watches the gateway. */
class OpenChangeGaugesTests {

	// Each write of an integration is a millisecond later than the one before, at least
	private static final Offset<Double> ONE = Offset.offset(1.0);

	private static final Duration LEASE = Duration.ofSeconds(25);

	private static final String PENDING = "switchgear.changes.oldest.age";

	private static final String APPLYING = "switchgear.changes.applying.age";

	private final Tables tables = Tables.empty();

	private final MeterRegistry meters = new SimpleMeterRegistry();

	private final OpenChangeGauges gauges = new OpenChangeGauges(OpenCounts.of(tables), ProvidersOf.none(), meters,
			tables.clock);

	@Test
	void isTheTimeSinceTheOldestWasBegun() {
		tables.begin(Tables.ROOTFI);
		tables.pass(Duration.ofMinutes(11));
		begin(new IntegrationRef("rootfi", "5"));
		tables.pass(Duration.ofSeconds(1));
		assertThat(seconds(APPLYING)).isCloseTo(661, ONE);
		assertThat(seconds(PENDING)).isZero();
	}

	@Test
	void goesOnWhileRecoveryTakesAChangeOverAgainAndAgain() {
		begin(Tables.ROOTFI);
		AbandonedChanges abandoned = tables.abandoned(tables.runner(ProvidersOf.none()));
		for (int times = 0; times < 3; times++) {
			tables.pass(Duration.ofMinutes(1));
			expireLeases();
			assertThat(abandoned.takeOver(1)).hasSize(1);
		}
		assertThat(seconds(APPLYING)).isCloseTo(180, ONE);
	}

	@Test
	void beginsAnewWithEachAttemptOfTheBackground() {
		tables.intake.add(Tables.request(Patch.switched(false), null), Tables.PATIENCE);
		Begun first = start();
		assertThat(tables.outcomes.postpone(first, failure(), tables.clock.instant().plusSeconds(1))).isTrue();
		tables.pass(Duration.ofHours(1));
		assertThat(seconds(APPLYING)).isZero();
		assertThat(seconds(PENDING)).isCloseTo(3600, ONE);
		Change again = start().change();
		assertThat(again.id()).isEqualTo(first.change().id());
		tables.pass(Duration.ofSeconds(7));
		assertThat(seconds(APPLYING)).isCloseTo(7, ONE);
		assertThat(seconds(PENDING)).isZero();
	}

	@Test
	void goesOnWhileTheBackgroundIsTakenOverAndOthersWait() {
		tables.intake.add(Tables.request(Patch.switched(false), null), Tables.PATIENCE);
		start();
		tables.pass(Duration.ofMinutes(11));
		expireLeases();
		assertThat(tables.abandoned(tables.runner(ProvidersOf.none())).takeOver(1)).hasSize(1);
		tables.intake.add(Tables.request(Patch.switched(true), null), Tables.PATIENCE);
		assertThat(seconds(APPLYING)).isCloseTo(660, ONE);
	}

	private void begin(IntegrationRef ref) {
		assertThat(tables.intake.begin(Tables.request(ref, Patch.switched(false), null, null), LEASE)).isPresent();
	}

	private Begun start() {
		return tables.queue(tables.runner(ProvidersOf.none()))
			.next("rootfi", Instant.EPOCH, LEASE, 1)
			.begun()
			.getFirst();
	}

	private void expireLeases() {
		tables.jdbc.sql("update integration set leased_until = clock_timestamp() - interval '1 ms'").update();
	}

	private double seconds(String gauge) {
		gauges.refresh();
		return meters.get(gauge).tag("provider", "rootfi").gauge().value();
	}

	private static Outcomes.Failure failure() {
		return new Outcomes.Failure(ProblemCode.PROVIDER_TIMEOUT,
				Problem.of(ProblemCode.PROVIDER_TIMEOUT, "it failed").body(null, null), new Sent(1, 1), false);
	}

}
