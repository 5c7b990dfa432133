package io.switchgear.outbound;

import java.time.Duration;
import java.util.List;

import io.switchgear.outbound.CallFailure.Answered;
import io.switchgear.outbound.CallFailure.NotSent.Reason;
import io.switchgear.outbound.CallFailure.Unanswered;
import io.switchgear.support.CheckedInFile;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class OutageTests {

	private static final double MAX_AMPLIFICATION = 1.3;

	private static final Duration RECOVERY = Duration.ofMinutes(1);

	private static final List<OutageResult> RESULTS = results();

	@Test
	void behaveAsTheReportSays() {
		CheckedInFile.of("docs/resilience-report.md").shows(OutageReport.of(RESULTS));
	}

	@Test
	void runTheSameEachTime() {
		OutageResult again = OutageRun.of(Outage.throttledBurst(), ConfiguredResilience.of("rootfi"));
		assertThat(OutageReport.of(List.of(again))).isEqualTo(OutageReport.of(List.of(result("throttledBurst"))));
	}

	@Test
	void neverAmplifyTheLoad() {
		assertThat(RESULTS).flatExtracting((result) -> result.tallies().values())
			.extracting(Tally::amplification)
			.allMatch((amplification) -> amplification <= MAX_AMPLIFICATION);
	}

	@Test
	void areOverSoonAfterTheTrouble() {
		assertThat(RESULTS).extracting(OutageResult::untilClosed)
			.allMatch((time) -> time == null || time.compareTo(RECOVERY) <= 0);
		assertThat(RESULTS).extracting((result) -> result.during("after").successRate())
			.allMatch((rate) -> rate > 0.95);
	}

	@Test
	void holdCallsBackFromAProviderThatDoesNotAnswer() {
		OutageResult blackHole = result("blackHole");
		assertThat(blackHole.untilOpened()).isLessThan(Duration.ofSeconds(15));
		assertThat(blackHole.during("silent").attempts()).isLessThan(blackHole.during("silent").calls() / 20);
		assertThat(blackHole.during("silent").time(50)).isZero();
	}

	@Test
	void serveAProviderThatIsSlowButNotTooSlow() {
		assertThat(result("slowThenRecover").during("1 to 2 s").successRate()).isGreaterThan(0.97);
	}

	@Test
	void waitWhereAThrottlingProviderAsksForLittle() {
		Tally burst = result("throttledBurst").during("25 calls a second");
		assertThat(burst.successRate()).isGreaterThan(0.75);
		assertThat(burst.keptBack(Reason.CIRCUIT_OPEN)).isZero();
	}

	@Test
	void failAtOnceAndHandTheWaitOnWhereAProviderAsksForMuch() {
		Tally lockedOut = result("throttledBurst").during("`Retry-After: 3600`");
		assertThat(lockedOut.time(100)).isLessThan(Duration.ofMillis(100));
		assertThat(lockedOut.mostAttempts()).isOne();
		assertThat(lockedOut.failures()).filteredOn(Answered.class::isInstance)
			.isNotEmpty()
			.allMatch((failure) -> Duration.ofHours(1).equals(((Answered) failure).retryAfter()));
	}

	@Test
	void repeatLostAnswersOnlyWhereThatIsSafe() {
		Tally repeatable = result("lostAnswers").during("repeatable");
		Tally once = result("lostAnswers").during("not repeatable");
		assertThat(repeatable.attempts()).isGreaterThan(repeatable.calls());
		assertThat(repeatable.successRate()).isGreaterThan(0.995);
		assertThat(once.mostAttempts()).isOne();
		assertThat(once.failures()).isNotEmpty().allMatch(Unanswered.class::isInstance);
	}

	@Test
	void leaveAThrottlingProviderToCallersWhoWait() {
		OutageResult batch = result("throttledBatch");
		assertThat(batch.during("2 calls a second").successRate()).isGreaterThan(0.99);
		assertThat(batch.openings()).isZero();
		assertThat(batch.inBackgroundDuring("2 calls a second").mostAttempts()).isOne();
	}

	@Test
	void beginNothingInTheBackgroundThatWillNotBeSent() {
		OutageResult backlog = result("backlog");
		Tally down = backlog.inBackgroundDuring("down");
		assertThat(down.calls()).isLessThan(250);
		assertThat(down.keptBack(Reason.CIRCUIT_OPEN)).isLessThan(down.calls() / 2);
		Tally after = backlog.inBackgroundDuring("after");
		assertThat(after.calls() - after.failures().size()).isEqualTo(1000);
	}

	private static List<OutageResult> results() {
		ConfiguredResilience settings = ConfiguredResilience.of("rootfi");
		return Outage.all().stream().map((outage) -> OutageRun.of(outage, settings)).toList();
	}

	private static OutageResult result(String outage) {
		return RESULTS.stream().filter((result) -> result.outage().name().equals(outage)).findFirst().orElseThrow();
	}

}
