package io.switchgear.change.store;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;

import com.github.f4b6a3.uuid.UuidCreator;
import io.switchgear.change.Change;
import io.switchgear.change.ChangeAction;
import io.switchgear.change.ChangeSource;
import io.switchgear.change.ChangeState;
import io.switchgear.connector.IntegrationRef;
import io.switchgear.security.Actor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

class OpenChangesTests {

	private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

	private static final Instant LATER = NOW.plus(Duration.ofHours(1));

	private static final TypeReference<Map<String, @Nullable Object>> OBJECT = new TypeReference<>() {
	};

	@ParameterizedTest(name = "{0} covers {1}: {2}")
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			{"enabled": true}                                | {"enabled": true}                                | true
			{"enabled": false}                               | {"enabled": true}                                | true
			{"enabled": true, "displayName": "Zoho"}         | {"enabled": true}                                | true
			{"enabled": true}                                | {"enabled": true, "displayName": "Zoho"}         | false
			{"displayName": "Zoho"}                          | {"enabled": true}                                | false
			{}                                               | {"enabled": true}                                | false
			{"enabled": true}                                | {}                                               | true
			{"displayName": null}                            | {"displayName": "Zoho"}                          | true
			{"displayName": "Zoho"}                          | {"displayName": null}                            | true
			{}                                               | {"displayName": null}                            | false
			{"labels": {"a": "1"}}                           | {"labels": {"a": "2"}}                           | true
			{"labels": {"a": "1", "b": "1"}}                 | {"labels": {"a": "2"}}                           | true
			{"labels": {"a": "1"}}                           | {"labels": {"a": "2", "b": "2"}}                 | false
			{"labels": {"b": "1"}}                           | {"labels": {"a": "2"}}                           | false
			{"labels": {"a": null}}                          | {"labels": {"a": "2"}}                           | true
			{"labels": {"a": "1"}}                           | {"labels": {"a": null}}                          | true
			{"labels": {}}                                   | {"labels": {"a": "1"}}                           | false
			{"labels": {"a": "1"}}                           | {"labels": {}}                                   | true
			{"labels": null}                                 | {"labels": {"a": "1", "b": "2"}}                 | true
			{"labels": {"a": "1", "b": "2"}}                 | {"labels": null}                                 | false
			{"labels": null}                                 | {"labels": null}                                 | true
			{"settings": {"one": 1}}                         | {"settings": {"two": 2}}                         | false
			{"settings": {"one": 1, "two": 1}}               | {"settings": {"two": 2}}                         | true
			{"settings": {"one": null}}                      | {"settings": {"one": true}}                      | true
			{"credentials": {"clientId": "set"}}             | {"credentials": {"clientSecret": "set"}}         | false
			{"credentials": {"clientId": null}}              | {"credentials": {"clientId": "set"}}             | true
			{"labels": {"a": "1"}, "settings": {"one": 1}}   | {"labels": {"a": "2"}, "settings": {"two": 2}}   | false
			{"labels": {"a": "1"}, "settings": {"two": 1}}   | {"labels": {"a": "2"}, "settings": {"two": 2}}   | true
			""")
	void coversWhatItAsksForItselfMemberByMember(String newer, String older, boolean covers) {
		assertThat(OpenChanges.covers(object(newer), object(older))).isEqualTo(covers);
	}

	@Test
	void standsBackForWhatIsBeingApplied() {
		Change applying = change(ChangeState.APPLYING, "{\"enabled\": true}", null);
		assertThat(open(applying).inTheWayOf(object("{\"enabled\": false}"), NOW)).contains(applying);
		assertThat(open(applying).inTheWayOf(object("{\"displayName\": \"Zoho\"}"), NOW)).isEmpty();
		assertThat(open(applying).inTheWayOf(object("{\"enabled\": true, \"displayName\": \"Zoho\"}"), NOW))
			.contains(applying);
		assertThat(OpenChanges.NONE.inTheWayOf(object("{\"enabled\": true}"), NOW)).isEmpty();
	}

	@Test
	void standsBackForWhatWaitsOnlyIfItDoesNotOverrideIt() {
		Change more = change(ChangeState.PENDING, "{\"enabled\": true, \"settings\": {\"one\": 1}}", null);
		assertThat(open(more).inTheWayOf(object("{\"enabled\": false}"), NOW)).contains(more);
		assertThat(open(more).inTheWayOf(object("{\"enabled\": false, \"settings\": {\"one\": 2}}"), NOW)).isEmpty();
		assertThat(open(more).inTheWayOf(object("{\"settings\": {\"two\": 2}}"), NOW)).as("same member").contains(more);
		assertThat(open(more).inTheWayOf(object("{\"labels\": {\"a\": \"1\"}}"), NOW)).as("other members").isEmpty();
		assertThat(open(more).inTheWayOf(object("{\"settings\": null, \"enabled\": null}"), NOW)).isEmpty();
	}

	@Test
	void overtakesWhatIsNotDueYet() {
		Change scheduled = change(ChangeState.PENDING, "{\"enabled\": true, \"displayName\": \"Zoho\"}", LATER);
		Map<String, @Nullable Object> asked = object("{\"enabled\": false}");
		assertThat(open(scheduled).inTheWayOf(asked, NOW)).isEmpty();
		assertThat(open(scheduled).inTheWayOf(asked, LATER.minusMillis(1))).isEmpty();
		assertThat(open(scheduled).inTheWayOf(asked, LATER)).contains(scheduled);
	}

	@Test
	void namesTheOldestThatIsInTheWay() {
		Change first = change(ChangeState.PENDING, "{\"displayName\": \"Zoho\"}", null);
		Change second = change(ChangeState.PENDING, "{\"enabled\": true, \"displayName\": \"Zoho\"}", null);
		Change third = change(ChangeState.PENDING, "{\"enabled\": true, \"labels\": null}", null);
		OpenChanges open = open(first, second, third);
		assertThat(open.inTheWayOf(object("{\"enabled\": false}"), NOW)).contains(second);
		assertThat(open.oldest()).contains(first);
		assertThat(OpenChanges.NONE.oldest()).isEmpty();
	}

	@Test
	void supersedesTheOlderOnesThatAskForNothingElse() {
		Change covered = change(ChangeState.PENDING, "{\"enabled\": true}", null);
		Change alsoCovered = change(ChangeState.PENDING, "{\"labels\": {\"a\": \"1\"}}", null);
		Change more = change(ChangeState.PENDING, "{\"enabled\": true, \"settings\": {\"one\": 1}}", null);
		Change applying = change(ChangeState.APPLYING, "{\"enabled\": true}", null);
		Change newer = change(ChangeState.PENDING, "{\"enabled\": false, \"labels\": null}", null);
		Change newest = change(ChangeState.PENDING, "{\"enabled\": true}", null);
		assertThat(open(covered, alsoCovered, more, applying, newer, newest).supersededBy(newer))
			.containsExactly(covered, alsoCovered);
	}

	@Test
	void supersedesNothingThatIsDueBeforeItself() {
		Change now = change(ChangeState.PENDING, "{\"enabled\": true}", null);
		Change soon = change(ChangeState.PENDING, "{\"enabled\": true}", LATER.minusMillis(1));
		Change same = change(ChangeState.PENDING, "{\"enabled\": true}", LATER);
		Change later = change(ChangeState.PENDING, "{\"enabled\": true}", LATER.plusMillis(1));
		Change scheduled = change(ChangeState.PENDING, "{\"enabled\": false}", LATER);
		assertThat(open(now, soon, same, later).supersededBy(scheduled)).containsExactly(same, later);
		Change atOnce = change(ChangeState.PENDING, "{\"enabled\": false}", null);
		assertThat(open(now, soon, same, later).supersededBy(atOnce)).containsExactly(now, soon, same, later);
	}

	private static OpenChanges open(Change... changes) {
		return new OpenChanges(new ArrayList<>(Arrays.asList(changes)));
	}

	private static Change change(ChangeState state, String requested, @Nullable Instant notBefore) {
		UUID id = UuidCreator.getTimeOrderedEpochPlus1();
		return new Change(id, new IntegrationRef("rootfi", "1234"), ChangeAction.UPDATE, state, object(requested), null,
				null, null, Actor.named("billing-service"), ChangeSource.API, 0, 0, null, null, null, notBefore,
				NOW.plus(Duration.ofDays(1)), NOW, null, null, null, null);
	}

	private static Map<String, @Nullable Object> object(String json) {
		return JsonMapper.shared().readValue(json, OBJECT);
	}

}
