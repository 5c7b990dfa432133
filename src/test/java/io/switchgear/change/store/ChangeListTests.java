package io.switchgear.change.store;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

import io.switchgear.change.Change;
import io.switchgear.change.ChangeAction;
import io.switchgear.change.ChangeFilter;
import io.switchgear.change.ChangeState;
import io.switchgear.change.Tables;
import io.switchgear.connector.IntegrationRef;
import io.switchgear.jdbc.Page;
import io.switchgear.support.Bookkeeping;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What each filter of the history shows, over many changes. */
class ChangeListTests {

	private static final int CHANGES = 12_000;

	private static final UUID BATCH = UUID.fromString("01234567-89ab-7def-8000-000000000001");

	private final Tables tables = Tables.empty();

	private final ChangeList list = new ChangeList(tables.jdbc);

	private final Random random = new Random(11);

	@BeforeEach
	void fill() {
		tables.jdbc
			.sql("""
					insert into change (id, provider, external_id, action, state, requested, actor, via, source, batch, problem,
					  not_after, next_try, created_at)
					select cast(lpad(to_hex(:from + n), 12, '0') || '70008000' || lpad(n::text, 12, '0') as uuid),
					  (array['whisk', 'rootfi', 'secret'])[1 + n % 3], (n % 7)::text, (array['enable', 'disable', 'update'])[1 + n % 5 % 3],
					  state, '{}', (array['anna', 'bob', 'rare'])[1 + case when n % 2999 = 5 then 2 else n % 2 end],
					  case when n % 4 = 1 then 'admin-ui' when n % 2500 = 7 then 'cli' end, 'api',
					  case when n % 11 = 0 then cast(:batch as uuid) end,
					  case when state = 'failed' then jsonb_build_object('code', (array['provider.error', 'provider.timeout'])[1 + n % 2],
					    'status', 502, 'blame', 'provider', 'retryable', true) end,
					  case when state = 'pending' then now() end, case when state = 'pending' then now() end, now()
					from (select n, (array['succeeded', 'succeeded', 'failed', 'pending', 'cancelled'])[1 + n % 13 % 5] state
					  from generate_series(1, :changes) n) numbered""")
			.param("from", Tables.NOW.toEpochMilli())
			.param("batch", BATCH)
			.param("changes", CHANGES)
			.update();
		Bookkeeping.redo(tables.jdbc);
		tables.jdbc.sql("analyze change").update();
	}

	@Test
	void showsEachChangeThatIsAskedForOnceAndNewestFirst() {
		for (int round = 0; round < 150; round++) {
			ChangeFilter filter = anyFilter();
			assertThat(all(filter, 1 + random.nextInt(200))).as("%s", filter).isEqualTo(expected(filter));
		}
	}

	@Test
	void looksAtALimitedNumberOfChangesForAPage() {
		ChangeFilter nobody = new ChangeFilter(null, null, null, null,
				new ChangeFilter.Kind(null, ChangeAction.FORGET, null), new ChangeFilter.Author("bob", null),
				ChangeFilter.Period.EVER);
		int pages = 0;
		String cursor = null;
		do {
			Page<Change> page = list.page(nobody, (cursor != null) ? UUID.fromString(cursor) : null, 50);
			assertThat(page.items()).isEmpty();
			cursor = page.nextCursor();
			pages++;
		}
		while (cursor != null);
		assertThat(pages).as("for about 6,000 of bob's").isBetween(3, 4);
	}

	@Test
	void takesTimesThatNoChangeCanHave() {
		for (String time : List.of("-999999999-01-01T00:00:00Z", "+999999999-01-01T00:00:00Z",
				"1969-12-31T23:59:59Z")) {
			Instant moment = Instant.parse(time);
			boolean past = moment.isBefore(Instant.EPOCH);
			assertThat(list.page(in(moment, null), null, 10).items().isEmpty()).isEqualTo(!past);
			assertThat(list.page(in(null, moment), null, 10).items().isEmpty()).isEqualTo(past);
		}
	}

	private static ChangeFilter in(@Nullable Instant since, @Nullable Instant until) {
		return new ChangeFilter(null, null, null, null, ChangeFilter.Kind.ANY, ChangeFilter.Author.ANY,
				new ChangeFilter.Period(since, until));
	}

	private ChangeFilter anyFilter() {
		return new ChangeFilter(sometimes(() -> Set.of("whisk", "rootfi")),
				sometimes(() -> oneOf("whisk", "rootfi", "secret")),
				sometimes(() -> oneOf(new IntegrationRef("whisk", "0"), new IntegrationRef("rootfi", "1"))),
				sometimes(() -> BATCH),
				new ChangeFilter.Kind(
						sometimes(() -> oneOf(ChangeState.SUCCEEDED, ChangeState.FAILED, ChangeState.PENDING,
								ChangeState.CANCELLED, ChangeState.APPLYING)),
						sometimes(() -> oneOf(ChangeAction.ENABLE, ChangeAction.UPDATE, ChangeAction.FORGET)),
						sometimes(() -> oneOf("provider.error", "provider.timeout", "provider.rejected"))),
				new ChangeFilter.Author(sometimes(() -> oneOf("anna", "bob", "rare")),
						sometimes(() -> oneOf("admin-ui", "cli"))),
				new ChangeFilter.Period(sometimes(this::aMoment), sometimes(this::aMoment)));
	}

	/** Also between two milliseconds. */
	private Instant aMoment() {
		return Instant.ofEpochMilli(Tables.NOW.toEpochMilli() + random.nextInt(CHANGES))
			.plusNanos(random.nextInt(2) * 500_000L);
	}

	private <T> @Nullable T sometimes(Supplier<T> value) {
		return (random.nextInt(4) == 0) ? value.get() : null;
	}

	@SafeVarargs
	private <T> T oneOf(T... values) {
		return values[random.nextInt(values.length)];
	}

	private List<UUID> all(ChangeFilter filter, int limit) {
		List<UUID> seen = new ArrayList<>();
		String cursor = null;
		do {
			Page<Change> page = list.page(filter, (cursor != null) ? UUID.fromString(cursor) : null, limit);
			assertThat(page.items()).hasSizeLessThanOrEqualTo(limit);
			page.items().forEach((change) -> seen.add(change.id()));
			cursor = page.nextCursor();
		}
		while (cursor != null);
		return seen;
	}

	/** By the simplest of statements. */
	private List<UUID> expected(ChangeFilter filter) {
		return tables.jdbc
			.sql("""
					select id from change where (cast(:providers as text[]) is null or provider = any (:providers))
					  and provider = coalesce(:provider, provider) and (provider || '/' || external_id) = coalesce(:ref, provider || '/' || external_id)
					  and (cast(:batch as uuid) is null or batch = :batch) and state = coalesce(:state, state)
					  and action = coalesce(:action, action) and coalesce(problem ->> 'code', '') = coalesce(:code, problem ->> 'code', '')
					  and actor = coalesce(:actor, actor) and coalesce(via, '') = coalesce(:via, via, '')
					  and (cast(:since as numeric) is null or ('x' || substr(id::text, 1, 8) || substr(id::text, 10, 4))::bit(48)::bigint >= :since)
					  and (cast(:until as numeric) is null or ('x' || substr(id::text, 1, 8) || substr(id::text, 10, 4))::bit(48)::bigint < :until)
					order by id desc""")
			.param("providers", (filter.providers() != null) ? filter.providers().toArray(String[]::new) : null)
			.param("provider", filter.provider())
			.param("ref", (filter.integration() != null) ? filter.integration().id() : null)
			.param("batch", filter.batch())
			.param("state", (filter.kind().state() != null) ? filter.kind().state().wireName() : null)
			.param("action", (filter.kind().action() != null) ? filter.kind().action().wireName() : null)
			.param("code", filter.kind().code())
			.param("actor", filter.author().actor())
			.param("via", filter.author().via())
			.param("since", millis(filter.period().since()))
			.param("until", millis(filter.period().until()))
			.query(UUID.class)
			.list();
	}

	private static @Nullable BigDecimal millis(@Nullable Instant moment) {
		return (moment == null) ? null
				: BigDecimal.valueOf(moment.getEpochSecond())
					.movePointRight(3)
					.add(BigDecimal.valueOf(moment.getNano(), 6));
	}

}
