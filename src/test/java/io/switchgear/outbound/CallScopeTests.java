package io.switchgear.outbound;

import io.switchgear.credential.Secret;

import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class CallScopeTests {

	private final VirtualTime time = new VirtualTime();

	private final CallScope scope = CallScope.until(Instant.EPOCH.plusSeconds(10));

	@Test
	void tellsWhatIsLeft() {
		time.pass(Duration.ofSeconds(4));
		assertThat(scope.remaining(time)).isEqualTo(Duration.ofSeconds(6));
		time.pass(Duration.ofSeconds(7));
		assertThat(scope.remaining(time)).isZero();
	}

	@Test
	void canOnlyBeShortened() {
		assertThat(scope.noLaterThan(Instant.EPOCH.plusSeconds(3)).deadline()).isEqualTo(Instant.EPOCH.plusSeconds(3));
		assertThat(scope.noLaterThan(Instant.MAX).deadline()).isEqualTo(scope.deadline());
	}

	@Test
	void countsAndConcealsTogetherWithItsShorterForms() {
		CallScope shorter = scope.noLaterThan(Instant.EPOCH);
		shorter.countRequest(true);
		scope.countRequest(false);
		shorter.conceal(Secret.of("open sesame"));
		assertThat(scope.sent()).isEqualTo(new Sent(1, 2));
		assertThat(scope.redacted("Say open sesame!")).isEqualTo("Say [redacted]!");
	}

	@Test
	void leavesTextAloneThatHoldsNoSecret() {
		scope.conceal(Secret.of(""));
		scope.conceal(Secret.of("id"));
		assertThat(scope.redacted("invalid id")).isEqualTo("invalid id");
		assertThat(scope.redacted(null)).isNull();
	}

	@Test
	void isBoundWhileItsWorkRuns() {
		assertThat(scope.<CallScope>run(CallScope::current)).isSameAs(scope);
		assertThatIllegalStateException().isThrownBy(CallScope::current);
	}

}
