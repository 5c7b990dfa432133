package io.switchgear.integration;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

import io.switchgear.change.Tables;
import io.switchgear.jdbc.Columns;
import io.switchgear.jdbc.Page;
import io.switchgear.support.Bookkeeping;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What each filter of the list of integrations shows, over many of them. */
class IntegrationListTests {

	private static final int INTEGRATIONS = 13_000;

	/** So many are read of each list. */
	private static final int ENOUGH = 600;

	private static final IntegrationFilter ALL = new IntegrationFilter(null, null, null, null, null, Map.of(), null);

	private final Tables tables = Tables.empty();

	private final IntegrationList list = new IntegrationList(tables.jdbc);

	private final Random random = new Random(11);

	@BeforeEach
	void fill() {
		tables.jdbc
			.sql("""
					insert into integration (provider, external_id, display_name, labels, enabled, observed_enabled, observed_at,
					  sync, waiting, missing_since, version, created_at, updated_at)
					select (array['whisk', 'rootfi', 'secret'])[1 + n % 3], lpad(n::text, 6, '0'), 'Integration ' || n,
					  case when n % 2 = 0 then '{"team": "billing", "env": "prod"}' when n > 12990 then '{"env": "prod"}' else '{}' end::jsonb,
					  case when n % 10 = 3 then null else n % 4999 <> 0 end, true, now(),
					  case when n % 10 = 3 then 'unknown' when n % 1999 = 0 then 'drifted' else 'in_sync' end,
					  case when n % 1700 = 1 then 1 else 0 end,
					  case when n % 7 = 0 then now() + interval '1 hour' when n % 11 = 0 then now() - interval '1 hour' end, n, now(), :at + (n % 100) * interval '1 second'
					from generate_series(1, :integrations) n""")
			.param("at", Columns.time(Tables.NOW))
			.param("integrations", INTEGRATIONS)
			.update();
		tables.jdbc
			.sql("""
					insert into change (id, provider, external_id, action, state, requested, actor, source, not_after, next_try, created_at)
					select gen_random_uuid(), provider, external_id, 'enable', 'pending', '{}', 'anna', 'api', now(), now(), now()
					from integration, generate_series(1, 2) where waiting > 0""")
			.update();
		// The last change of some, and newer ones of others that were updated before
		tables.jdbc
			.sql("""
					insert into change (id, provider, external_id, action, state, requested, actor, source, created_at)
					select (lpad(to_hex((extract(epoch from updated_at) * 1000)::bigint), 12, '0') || '70008' ||
					  substr(md5(provider || external_id), 1, 15))::uuid,
					  provider, external_id, 'enable', 'succeeded', '{}', 'anna', 'api', updated_at
					from (select provider, external_id, case when version % 40 = 0 then updated_at + interval '3 hours' else updated_at end updated_at
					  from integration where version % 4 = 0) changed""")
			.update();
		Bookkeeping.redo(tables.jdbc);
		tables.jdbc.sql("analyze integration, integration_key").update();
		tables.jdbc.sql("analyze integration_label").update();
	}

	@Test
	void showsEachIntegrationThatIsAskedForOnceAndInOrder() {
		for (int round = 0; round < 120; round++) {
			IntegrationFilter filter = anyFilter();
			for (Sort sort : Sort.values()) {
				List<String> seen = beginning(filter, sort, 50 + random.nextInt(150));
				List<String> expected = expected(filter, sort);
				assertThat(seen).as("%s by %s", filter, sort)
					.isEqualTo(expected.subList(0, Math.min(expected.size(), seen.size())))
					.hasSizeGreaterThanOrEqualTo(Math.min(expected.size(), ENOUGH));
			}
		}
	}

	@Test
	void looksAtALimitedNumberOfRowsForWhatHasNoIndex() {
		IntegrationFilter off = new IntegrationFilter(null, null, false, null, null, Map.of("team", "nobody"), null);
		assertThat(list.byId(off, null, 10).nextCursor()).as("no label leads to any").isNull();
		int pages = 0;
		ListPosition after = null;
		List<String> found = new ArrayList<>();
		do {
			Page<IntegrationDetails> page = list.byId(
					new IntegrationFilter(null, null, false, null, null, Map.of(), null),
					(after != null) ? after.ref() : null, 10);
			page.items().forEach((details) -> found.add(details.integration().ref().id()));
			after = (page.nextCursor() != null) ? ListPosition.parse(page.nextCursor(), Sort.ID).orElseThrow() : null;
			pages++;
		}
		while (after != null);
		assertThat(pages).as("of 13,000").isEqualTo(13_000 / IntegrationList.MAX_LOOKED_AT + 1);
		assertThat(found).hasSize(2);
	}

	@Test
	void keepsTheLabelsWhereTheyAreLookedUp() {
		tables.jdbc.sql("update integration set labels = '{\"env\": \"test\"}' where external_id = '000002'").update();
		tables.jdbc.sql("update integration set labels = '{}' where external_id = '000004'").update();
		tables.jdbc.sql("delete from integration where external_id = '000006'").update();
		assertThat(tables.jdbc.sql("""
				select count(*) from (
				  (table integration_label except
				    select key, label.value, provider, external_id from integration, jsonb_each_text(labels) label)
				  union all
				  (select key, label.value, provider, external_id from integration, jsonb_each_text(labels) label
				    except table integration_label)) differing""").query(Long.class).single()).isZero();
		assertThat(tables.jdbc.sql("select count(*) from integration_label").query(Long.class).single())
			.isGreaterThan(1000);
	}

	@Test
	void keepsEachIntegrationOnceAndWhatIsSearchedOfIt() {
		tables.jdbc.sql("update integration set display_name = 'Renamed' where external_id = '000002'").update();
		tables.jdbc.sql("update integration set type = null, provider = 'moved' where external_id = '000004'").update();
		tables.jdbc.sql("delete from integration where external_id = '000006'").update();
		assertThat(tables.jdbc.sql("""
				insert into integration (provider, external_id, display_name, sync, version, created_at, updated_at)
				select provider, external_id, 'Another', 'unknown', 1, now(), now() from integration""").update())
			.isZero();
		assertThat(tables.jdbc.sql("""
				select count(*) from integration full join integration_key using (provider, external_id)
				where integration.version is null or search is distinct from lower(external_id || ' ' ||
				  coalesce(display_name, '') || ' ' || coalesce(type, ''))""").query(Long.class).single()).isZero();
		assertThat(tables.jdbc.sql("select count(*) from integration_key").query(Long.class).single())
			.isEqualTo(tables.jdbc.sql("select count(*) from integration").query(Long.class).single())
			.isGreaterThan(1000);
	}

	@Test
	void goesOnByCursorOnlyInTheSameOrder() {
		String byId = list.byId(ALL, null, 1).nextCursor();
		String byUpdate = list.byUpdate(ALL, null, 1).nextCursor();
		assertThat(ListPosition.parse(String.valueOf(byId), Sort.UPDATED_AT)).isEmpty();
		assertThat(ListPosition.parse(String.valueOf(byUpdate), Sort.ID)).isEmpty();
		assertThat(ListPosition.parse(String.valueOf(byUpdate), Sort.UPDATED_AT)).isPresent();
	}

	private IntegrationFilter anyFilter() {
		Map<String, String> labels = new TreeMap<>();
		if (random.nextInt(3) == 0) {
			labels.put("env", "prod");
		}
		if (random.nextInt(4) == 0) {
			labels.put("team", "billing");
		}
		return new IntegrationFilter(sometimes(() -> Set.of("whisk", "rootfi")), sometimes(() -> "whisk"),
				sometimes(random::nextBoolean),
				sometimes(() -> List.of(Sync.IN_SYNC, Sync.PENDING, Sync.UNKNOWN, Sync.DRIFTED).get(random.nextInt(4))),
				sometimes(random::nextBoolean), labels, sometimes(() -> "7" + random.nextInt(10)));
	}

	private <T> @Nullable T sometimes(Supplier<T> value) {
		return (random.nextInt(3) == 0) ? value.get() : null;
	}

	private List<String> beginning(IntegrationFilter filter, Sort sort, int limit) {
		List<String> seen = new ArrayList<>();
		ListPosition after = null;
		do {
			Page<IntegrationDetails> page = (sort == Sort.ID)
					? list.byId(filter, (after != null) ? after.ref() : null, limit)
					: list.byUpdate(filter, after, limit);
			assertThat(page.items()).hasSizeLessThanOrEqualTo(limit);
			page.items().forEach((details) -> seen.add(details.integration().ref().id()));
			after = (page.nextCursor() != null) ? ListPosition.parse(page.nextCursor(), sort).orElseThrow() : null;
		}
		while (after != null && seen.size() < ENOUGH);
		return seen;
	}

	/** By the simplest of statements. */
	private List<String> expected(IntegrationFilter filter, Sort sort) {
		return tables.jdbc
			.sql("""
					select provider || '/' || external_id from integration
					where (cast(:providers as text[]) is null or provider = any (:providers)) and provider = coalesce(:provider, provider)
					  and (cast(:enabled as boolean) is null or enabled = :enabled)
					  and (cast(:missing as boolean) is null
					    or coalesce(missing_since > observed_at, missing_since is not null) = :missing)
					  and case when waiting > 0 then 'pending' else sync end = coalesce(:sync, case when waiting > 0 then 'pending' else sync end)
					  and labels @> cast(:labels as jsonb)
					  and lower(concat_ws(' ', external_id, display_name, type)) like '%' || coalesce(:text, '') || '%'
					order by\s"""
					+ ((sort == Sort.ID) ? "provider, external_id" : "updated_at desc, provider, external_id"))
			.param("providers", (filter.providers() != null) ? filter.providers().toArray(String[]::new) : null)
			.param("provider", filter.provider())
			.param("enabled", filter.enabled())
			.param("missing", filter.missing())
			.param("sync", (filter.sync() != null) ? filter.sync().wireName() : null)
			.param("labels", Columns.json(filter.labels()))
			.param("text", filter.text())
			.query(String.class)
			.list();
	}

}
