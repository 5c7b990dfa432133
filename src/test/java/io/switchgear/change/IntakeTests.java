package io.switchgear.change;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

import io.switchgear.change.store.Begun;
import io.switchgear.connector.Desired;
import io.switchgear.connector.IntegrationRef;
import io.switchgear.connector.ProviderState;
import io.switchgear.credential.Secret;
import io.switchgear.idempotency.IdempotencyKey;
import io.switchgear.integration.Edit;
import io.switchgear.integration.ExpectedVersion;
import io.switchgear.integration.Integration;
import io.switchgear.integration.Patch;
import io.switchgear.integration.Sync;
import io.switchgear.outbound.Sent;
import io.switchgear.problem.ProblemCode;
import io.switchgear.problem.ProblemException;
import io.switchgear.security.Actor;
import io.switchgear.support.Bookkeeping;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class IntakeTests {

	private static final Duration LEASE = Duration.ofSeconds(25);

	private static final Patch OFF = Patch.switched(false);

	private static final Patch ON = Patch.switched(true);

	private static final Patch NAMED = new Patch(new Desired(null, Map.of(), Map.of()), new Edit<>("Zoho"), null,
			Set.of());

	private static final ProviderState DISABLED = new ProviderState(false, null, Map.of(), Map.of(), null);

	private final Tables tables = Tables.empty();

	private final Intake intake = tables.intake;

	@AfterEach
	void theBookkeepingIsRight() {
		Bookkeeping.isRight(tables.jdbc);
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void writesAChangeDownBeforeItIsApplied(boolean isKnown) {
		if (isKnown) {
			tables.known(Tables.ROOTFI);
		}
		Begun begun = begin(OFF);
		assertThat(tables.changes.find(begun.change().id())).hasValueSatisfying((change) -> {
			assertThat(change.state()).isEqualTo(ChangeState.APPLYING);
			assertThat(change.createdAt()).isEqualTo(Tables.NOW);
			assertThat(change.startedAt()).isEqualTo(Tables.NOW);
			assertThat(change.before()).containsEntry("enabled", null);
			assertThat(change.requested()).isEqualTo(Map.of("enabled", false));
			assertThat(change.reason()).isEqualTo("incident 4711");
		});
		assertThat(known()).isEqualTo(begun.integration());
		assertThat(known().sync()).isEqualTo(Sync.PENDING);
		assertThat(known().enabled()).isFalse();
		assertThat(known().lastChange()).isEqualTo(begun.change().id());
		assertThat(begun.enabledBefore()).isNull();
	}

	@Test
	void knowsWhatWasAskedForBefore() {
		end(begin(OFF));
		tables.pass(Duration.ofSeconds(1));
		Begun begun = begin(ON);
		assertThat(begun.enabledBefore()).isFalse();
		assertThat(tables.changes.find(begun.change().id())).get().extracting(Change::enabledBefore).isEqualTo(false);
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void beginsOneOfManyThatComeAtOnce(boolean isKnown) {
		if (isKnown) {
			tables.known(Tables.ROOTFI);
		}
		List<Optional<Begun>> begun = Tables.together(() -> intake.begin(Tables.request(OFF, null), LEASE));
		assertThat(begun.stream().filter(Optional::isPresent)).hasSize(1);
		assertThat(count("change")).isOne();
		assertThat(count("change_event")).isOne();
	}

	@Test
	void beginsAllOfManyIntegrationsThatComeAtOnce() {
		AtomicInteger numbers = new AtomicInteger();
		List<List<Boolean>> begun = Tables.together(() -> {
			int number = numbers.incrementAndGet();
			return List.of(begins(number), begins(number + 100), begins(number + 200));
		});
		assertThat(begun).allSatisfy((three) -> assertThat(three).containsOnly(true));
		assertThat(count("change where state = 'applying'")).isEqualTo(3L * begun.size());
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void writesNothingForWhoExpectsAnotherVersion(boolean isKnown) {
		if (isKnown) {
			tables.known(Tables.ROOTFI);
		}
		ExpectedVersion other = new ExpectedVersion(Set.of("7"), false);
		refuses(ProblemCode.INTEGRATION_CHANGED_MEANWHILE, () -> intake.begin(Tables.request(OFF, other), LEASE));
		refuses(ProblemCode.INTEGRATION_CHANGED_MEANWHILE, () -> intake.edit(Tables.request(NAMED, other)));
		refuses(ProblemCode.INTEGRATION_CHANGED_MEANWHILE,
				() -> intake.add(Tables.request(OFF, other), Tables.PATIENCE));
		assertThat(tables.integrations.find(Tables.ROOTFI).isPresent()).isEqualTo(isKnown);
		assertThat(count("change")).isZero();
		assertThat(count("change_event")).isZero();
	}

	@Test
	void goesOnFromOneOfTheExpectedVersions() {
		String version = String.valueOf(tables.known(Tables.ROOTFI).version());
		ExpectedVersion expected = new ExpectedVersion(Set.of("7", version), false);
		assertThat(intake.begin(Tables.request(OFF, expected), LEASE)).isPresent();
		ExpectedVersion any = new ExpectedVersion(null, false);
		refuses(ProblemCode.INTEGRATION_CHANGED_MEANWHILE, () -> intake.begin(request("2", any, null), LEASE));
		tables.known(new IntegrationRef("rootfi", "2"));
		assertThat(intake.begin(request("2", any, null), LEASE)).isPresent();
	}

	@Test
	void claimsAKeyOnce() {
		tables.known(Tables.ROOTFI);
		IdempotencyKey key = key("k-1");
		Begun begun = intake.begin(Tables.request(Tables.ROOTFI, OFF, null, key), LEASE).orElseThrow();
		assertThat(begun.keyed()).isTrue();
		assertThat(count("idempotency_key where change = '" + begun.change().id() + "'")).isOne();
		tables.known(new IntegrationRef("rootfi", "2"));
		refuses(ProblemCode.IDEMPOTENCY_IN_PROGRESS, () -> intake.begin(request("2", null, key), LEASE));
		assertThat(count("change")).isOne();
		assertThat(count("integration where lease is not null")).isOne();
	}

	@Test
	void claimsAKeyOnceForManyThatComeAtOnce() {
		AtomicInteger numbers = new AtomicInteger();
		List<String> outcomes = Tables.together(() -> {
			String id = String.valueOf(numbers.incrementAndGet());
			tables.known(new IntegrationRef("rootfi", id));
			try {
				return intake.begin(request(id, null, key("k-1")), LEASE).isPresent() ? "begun" : "in the way";
			}
			catch (ProblemException ex) {
				return ex.code().code();
			}
		});
		assertThat(outcomes).containsOnlyOnce("begun").containsOnly("begun", "idempotency.in-progress");
		assertThat(count("change")).isOne();
	}

	@Test
	void keepsNoKeyOfWhatDoesNotBegin() {
		begin(OFF);
		assertThat(intake.begin(Tables.request(Tables.ROOTFI, ON, null, key("k-1")), LEASE)).isEmpty();
		assertThat(count("idempotency_key")).isZero();
	}

	@Test
	void refusesWhatIsTooFarAhead() {
		refuses(ProblemCode.REQUEST_INVALID, () -> add(OFF, Tables.NOW.plus(Duration.ofDays(367))));
		Change ahead = add(OFF, Tables.NOW.plus(Duration.ofDays(365)));
		assertThat(ahead.notAfter()).isEqualTo(Tables.NOW.plus(Duration.ofDays(365)).plus(Tables.PATIENCE));
		assertThat(add(ON, Tables.NOW.minusSeconds(60)).notBefore()).isEqualTo(known().updatedAt());
	}

	@Test
	void keepsGivenSecretsEncrypted() {
		Begun begun = begin(Tables.credential("clientSecret", "c4n4ry-5b"));
		assertThat(tables.credentials.given(Tables.ROOTFI, tables.changes.credentials(begun.change().id())))
			.isEqualTo(Map.of("clientSecret", Secret.of("c4n4ry-5b")));
		assertThat(tables.jdbc.sql("select encode(credentials, 'escape') || change::text from change")
			.query(String.class)
			.single()).doesNotContain("c4n4ry");
	}

	@Test
	void editsAtOnceWhatNoProviderHasToBeToldOf() {
		Integration edited = intake.edit(Tables.request(NAMED, null)).orElseThrow().integration();
		assertThat(edited).isEqualTo(known());
		assertThat(edited.displayName()).isEqualTo("Zoho");
		assertThat(edited.lastChange()).isNull();
		assertThat(tables.changes.list(ChangeFilter.of(Tables.ROOTFI), null, 10).items()).singleElement()
			.satisfies((change) -> {
				assertThat(change.state()).isEqualTo(ChangeState.SUCCEEDED);
				assertThat(change.before()).containsEntry("displayName", null);
				assertThat(change.after()).containsEntry("displayName", "Zoho");
				assertThat(change.finishedAt()).isEqualTo(Tables.NOW);
			});
	}

	@Test
	void forgetsAnIntegrationButNotItsHistory() {
		end(begin(OFF));
		intake.forget(Tables.ROOTFI, null, Tables.request(OFF, null).origin(), null);
		assertThat(tables.integrations.find(Tables.ROOTFI)).isEmpty();
		assertThat(tables.changes.list(ChangeFilter.of(Tables.ROOTFI), null, 10).items()).extracting(Change::action)
			.containsExactly(ChangeAction.FORGET, ChangeAction.DISABLE);
		assertThat(
				tables.jdbc.sql("select count(*) from change_event where version is null").query(Long.class).single())
			.isOne();
	}

	private Begun begin(Patch patch) {
		return intake.begin(Tables.request(patch, null), LEASE).orElseThrow();
	}

	private boolean begins(int number) {
		return intake.begin(request(String.valueOf(number), null, null), LEASE).isPresent();
	}

	private Change add(Patch patch, @Nullable Instant notBefore) {
		return intake.add(new ChangeRequest(Tables.ROOTFI, patch, null,
				new ChangeRequest.Origin(Actor.named("billing-service"), null, null), null, null, notBefore, null),
				Tables.PATIENCE);
	}

	private void end(Begun begun) {
		assertThat(tables.outcomes.succeed(begun, DISABLED, new Sent(1, 1))).isPresent();
	}

	private static ChangeRequest request(String id, @Nullable ExpectedVersion expected, @Nullable IdempotencyKey key) {
		return Tables.request(new IntegrationRef("rootfi", id), OFF, expected, key);
	}

	private static IdempotencyKey key(String value) {
		return new IdempotencyKey("billing-service", value, Secret.of("the request"));
	}

	private Integration known() {
		return tables.integrations.find(Tables.ROOTFI).orElseThrow();
	}

	private long count(String from) {
		return tables.jdbc.sql("select count(*) from " + from).query(Long.class).single();
	}

	private static void refuses(ProblemCode code, ThrowingCallable work) {
		assertThatExceptionOfType(ProblemException.class).isThrownBy(work)
			.extracting(ProblemException::code)
			.isEqualTo(code);
	}

}
