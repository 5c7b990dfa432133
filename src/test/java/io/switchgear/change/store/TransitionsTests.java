package io.switchgear.change.store;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.switchgear.change.Change;
import io.switchgear.change.ChangeState;
import io.switchgear.change.Tables;
import io.switchgear.connector.IntegrationRef;
import io.switchgear.support.Bookkeeping;
import io.switchgear.support.CheckedInFile;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Each way from one state to another, tried from each state. */
class TransitionsTests {

	private static final IntegrationRef BYSTANDER = new IntegrationRef("whisk", "1");

	private final Tables tables = Tables.empty();

	@ParameterizedTest(name = "{0} from {1}")
	@MethodSource
	void leavesAllAsItIsFromAnyStateButItsOwn(Transition transition, @Nullable ChangeState state) {
		Life life = at(state);
		Map<String, List<String>> before = content();
		assertThat(life.take(transition)).isFalse();
		assertThat(content()).isEqualTo(before);
	}

	static Stream<Arguments> leavesAllAsItIsFromAnyStateButItsOwn() {
		return Stream.of(Transition.values())
			.flatMap((transition) -> Stream
				.concat(Stream.of((ChangeState) null), EnumSet.complementOf(EnumSet.of(ChangeState.OTHER)).stream())
				.filter((state) -> !Optional.ofNullable(state).equals(transition.from()))
				.map((state) -> Arguments.of(transition, state)));
	}

	@ParameterizedTest
	@EnumSource
	void goesFromItsStateToTheNextWithOneEventAndOneVersion(Transition transition) {
		Life life = at(transition.from().orElse(null));
		long version = version();
		List<String> events = events(life);
		assertThat(life.take(transition)).isTrue();
		assertThat(tables.changes.find(life.id())).get().extracting(Change::state).isEqualTo(transition.to());
		boolean told = transition.from().filter(transition.to()::equals).isEmpty();
		assertThat(version()).isEqualTo(told ? version + 1 : version);
		if (told) {
			events.add(transition.to().wireName() + " " + version());
		}
		assertThat(events(life)).isEqualTo(events);
		assertThat(tables.jdbc.sql("select count(*) from change where external_id = :id")
			.param("id", BYSTANDER.externalId())
			.query(Long.class)
			.single()).isOne();
	}

	@ParameterizedTest
	@EnumSource
	void touchesNoOtherIntegration(Transition transition) {
		Life life = at(transition.from().orElse(null));
		Map<String, List<String>> before = contentOf(BYSTANDER);
		assertThat(life.take(transition)).isTrue();
		assertThat(contentOf(BYSTANDER)).isEqualTo(before);
	}

	@ParameterizedTest
	@EnumSource
	void knowsWhoAppliesAndHowManyWait(Transition transition) {
		Life life = at(transition.from().orElse(null));
		assertThat(life.take(transition)).isTrue();
		tables.jdbc.sql("select * from integration where external_id = '1234'").query((row) -> {
			boolean applies = transition.to() == ChangeState.APPLYING;
			assertThat(row.getObject("lease") != null).isEqualTo(applies);
			assertThat(row.getObject("leased_until") != null).isEqualTo(applies);
			assertThat(row.getObject("applying")).isEqualTo(applies ? life.id() : null);
			assertThat(row.getInt("waiting")).isEqualTo((transition.to() == ChangeState.PENDING) ? 1 : 0);
		});
		Bookkeeping.isRight(tables.jdbc);
	}

	@Test
	void areDrawnAsTheyAre() {
		CheckedInFile.of("docs/architecture.md").showsBetween("<!-- states -->", "<!-- end of states -->", diagram());
	}

	private static String diagram() {
		Stream<String> arrows = Stream.of(Transition.values())
			.map((transition) -> "    %s --> %s: %s".formatted(
					transition.from().map(ChangeState::wireName).orElse("[*]"), transition.to().wireName(),
					transition.occasion()));
		Set<ChangeState> left = Stream.of(Transition.values())
			.flatMap((transition) -> transition.from().stream())
			.collect(Collectors.toSet());
		Stream<String> ends = Stream.of(Transition.values())
			.map(Transition::to)
			.filter((state) -> !left.contains(state))
			.distinct()
			.sorted()
			.map((state) -> "    %s --> [*]".formatted(state.wireName()));
		return Stream.of(Stream.of("```mermaid", "stateDiagram-v2"), arrows, ends, Stream.of("```"))
			.flatMap((lines) -> lines)
			.map((line) -> line + "\n")
			.collect(Collectors.joining());
	}

	/** Beside an integration of another provider that a change waits for. */
	private Life at(@Nullable ChangeState state) {
		new Life(tables, BYSTANDER).to(ChangeState.PENDING);
		return new Life(tables, Tables.ROOTFI).to(state).abandoned();
	}

	private long version() {
		return tables.integrations.find(Tables.ROOTFI).orElseThrow().version();
	}

	private List<String> events(Life life) {
		return tables.jdbc
			.sql("select concat(state, ' ', version) from change_event where change = :change order by tx, seq")
			.param("change", life.id())
			.query(String.class)
			.list();
	}

	private Map<String, List<String>> content() {
		Map<String, List<String>> content = new TreeMap<>(contentOf(Tables.ROOTFI));
		contentOf(BYSTANDER).forEach((table, rows) -> content.put(table + " of the bystander", rows));
		return content;
	}

	private Map<String, List<String>> contentOf(IntegrationRef ref) {
		return Map.of("integration", rows("integration", ref), "change", rows("change", ref), "change_event", rows("""
				(select change.provider, change.external_id, change_event event
				from change_event join change on change.id = change_event.change) told""", ref));
	}

	private List<String> rows(String table, IntegrationRef ref) {
		return tables.jdbc.sql(
				"select cast(to_jsonb(%1$s) as text) from %2$s where provider = :provider and external_id = :id order by 1"
					.formatted(table.startsWith("(") ? "event" : table, table))
			.param("provider", ref.provider())
			.param("id", ref.externalId())
			.query(String.class)
			.list();
	}

}
