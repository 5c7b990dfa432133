package io.switchgear.http;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;

import io.switchgear.problem.Blame;
import io.switchgear.problem.InvalidField;
import io.switchgear.problem.ProblemException;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class BodyMembersTests {

	@Test
	void readsWhatIsThere() {
		BodyMembers body = members(
				"""
						{"reason": "incident 4711", "on": false, "at": "2026-01-31T22:00:00Z", "blame": "caller", "gone": null}""",
				"reason", "on", "at", "blame", "gone");
		assertThat(body.reason()).isEqualTo("incident 4711");
		assertThat(body.flag("on")).isFalse();
		assertThat(body.time("at")).isEqualTo(Instant.parse("2026-01-31T22:00:00Z"));
		assertThat(body.oneOf("blame", Blame.class)).isEqualTo(Blame.CALLER);
		assertThat(body.text("gone", 9)).isNull();
		assertThat(body.has("gone")).isTrue();
		assertThat(body.has("absent")).isFalse();
		body.refuseErrors();
	}

	@Test
	void collectsAllThatIsWrongAlsoInObjectsWithin() {
		BodyMembers body = members(
				"""
						{"reason": " ", "on": "yes", "at": 5, "blame": "weather", "inner": {"name": "a\\u0007b"}, "list": []}""",
				"reason", "on", "at", "blame", "inner", "list");
		body.reason();
		body.flag("on");
		body.time("at");
		body.oneOf("blame", Blame.class);
		Objects.requireNonNull(body.within("inner")).text("name", 9);
		assertThat(body.within("list")).isNull();
		assertThat(wrongIn(body)).extracting(InvalidField::pointer)
			.containsExactly("/reason", "/on", "/at", "/blame", "/inner/name", "/list");
	}

	@Test
	void namesUnknownMembersSoThatTheNameCanDoNoHarm() {
		assertThat(wrongIn(members("{\"a/b~c\": 1, \"line\\nbreak\": 2, \"%s\": 3}".formatted("x".repeat(5000)))))
			.extracting(InvalidField::pointer)
			.containsExactly("/a~1b~0c", "/line?break", "/" + "x".repeat(199) + "…");
	}

	@Test
	void refusesWhatIsNoObject() {
		assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> members("[1]"))
			.satisfies((ex) -> assertThat(ex.problem().errors()).extracting(InvalidField::pointer).containsExactly(""));
	}

	private static List<InvalidField> wrongIn(BodyMembers body) {
		try {
			body.refuseErrors();
			return List.of();
		}
		catch (ProblemException ex) {
			return ex.problem().errors();
		}
	}

	private static BodyMembers members(String json, String... known) {
		return BodyMembers.of(JsonMapper.shared().readTree(json), Set.of(known));
	}

}
