package io.switchgear.change.revert;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.switchgear.change.store.Origins;
import io.switchgear.change.store.Origins.Origin;
import io.switchgear.connector.IntegrationRef;
import io.switchgear.problem.ProblemCode;
import org.jspecify.annotations.Nullable;

/** Says what taking back a batch comes to. */
public final class Reversals {

	private final Origins origins;

	private final ProviderLook providers;

	public Reversals(Origins origins, ProviderLook providers) {
		this.origins = origins;
		this.providers = providers;
	}

	/** Of each item, in the order given, as far as this database knows. */
	public List<Reversal> of(UUID batch, List<IntegrationRef> items) {
		// The newest counts, if there should be several of an integration
		Map<IntegrationRef, Origin> found = origins.ofBatch(batch)
			.stream()
			.collect(Collectors.toMap((origin) -> origin.change().integration(), Function.identity(),
					(older, newer) -> newer));
		return items.stream().map((item) -> reversal(item, found.get(item))).toList();
	}

	/**
	 * The same once the providers were looked at. Takes some seconds; writes nothing.
	 */
	public Outlook outlook(List<Reversal> reversals) {
		List<Reversal.Restored> restored = reversals.stream()
			.filter(Reversal.Restored.class::isInstance)
			.map(Reversal.Restored.class::cast)
			.toList();
		ProviderLook.Found found = providers.at(restored);
		return new Outlook(reversals.stream()
			.<Reversal>map((one) -> found.changed().contains(one.integration())
					? new Reversal.Skipped(one.integration(), ProblemCode.REVERT_CHANGED_AT_PROVIDER) : one)
			.toList(), found.unseen());
	}

	private static Reversal reversal(IntegrationRef item, @Nullable Origin origin) {
		if (origin == null) {
			return new Reversal.Skipped(item, ProblemCode.REVERT_NOT_APPLIED);
		}
		Reversal reversal = Restoration.of(origin);
		return (origin.overtaken() && reversal instanceof Reversal.Restored)
				? new Reversal.Skipped(item, ProblemCode.REVERT_CHANGED_SINCE) : reversal;
	}

	/**
	 * What it comes to.
	 *
	 * @param unseen those whose provider could not be looked at in time; that is done
	 * when their turn comes
	 */
	public record Outlook(List<Reversal> reversals, Set<IntegrationRef> unseen) {
	}

}
